"""Members who talk in one chat room as browsers do, and whether each of them saw everything once.

Each asks what is new every 2 to 2.5 seconds, says that they are here every 40, sends now and then,
goes offline for a while, and sometimes loses the answer to what they sent and sends it again. Some
messages are changed or taken back meanwhile, and a web worker is killed.
"""

import asyncio
import json
import os
import random
import re
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from bench.asking import Browser, NoAnswer

PAUSE, SPREAD, SLOW, HERE = 2.0, 0.5, 1.0, 40.0  # seconds, as in chat.js
OFFLINE = (3.0, 12.0)  # seconds somebody is away
SETTLES = 30.0  # seconds after the last message until everybody must have everything
WORDS = re.compile(r"word-\d+-\d+(?:-changed)?")


@dataclass(frozen=True)
class Order:
    """How much goes on: each member sends `sends` messages a second, is offline about every
    `offline_every` seconds, one answer in `cuts` lost, `pages` asked for each second by others."""

    seconds: float
    sends: float
    offline_every: float = 60.0
    cuts: int = 10
    pages: float = 4.0


@dataclass
class Told:
    """What one member holds: the words of each message by its number, and what went wrong."""

    words: dict[int, str] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)


@dataclass
class Talk:
    """What happens in one run, kept by all who take part."""

    room_id: int
    order: Order
    chance: random.Random
    began: float = field(default_factory=time.monotonic)
    said_at: dict[str, float] = field(default_factory=dict)  # words -> when sending them began
    took: list[float] = field(default_factory=list)  # seconds until a member online saw a message
    pages: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    unanswered: int = 0
    resent: int = 0

    @property
    def is_on(self) -> bool:
        """Whether people still talk."""
        return time.monotonic() - self.began < self.order.seconds

    async def goes_on_after(self, seconds: float) -> bool:
        """Wait, at most until the end; whether people still talk then."""
        left = self.order.seconds - (time.monotonic() - self.began)
        await asyncio.sleep(max(0.0, min(seconds, left)))
        return self.is_on

    def count(self, status: int) -> None:
        """Note how something was answered."""
        self.statuses[status] = self.statuses.get(status, 0) + 1


@dataclass
class Member:
    """One of those who talk."""

    number: int
    browser: Browser
    talk: Talk
    tick: int = 0
    told: Told = field(default_factory=Told)
    online_since: float = 0.0
    sent: int = 0

    @property
    def base(self) -> str:
        """The address of the room."""
        return f"/community/chat/{self.talk.room_id}"

    async def listens(self, until: Callable[[], bool]) -> None:
        """Ask what is new until told to stop; now and then without a connection for a while."""
        chance, tries = self.talk.chance, 0
        await asyncio.sleep(chance.uniform(0, PAUSE + SPREAD))
        self.online_since = time.monotonic()
        while not until():
            asked = time.monotonic()
            try:
                await self._look()
                tries = 0
            except NoAnswer:
                self.talk.unanswered += 1
                tries += 1
            took = time.monotonic() - asked
            pause = PAUSE + (chance.uniform(0, SPREAD) if took < SLOW else 2 * took)
            if tries:
                pause = min(30.0, 0.5 * 2**tries)
            if self.talk.is_on and chance.random() < pause / self.talk.order.offline_every:
                pause = chance.uniform(*OFFLINE)
                await asyncio.sleep(pause)
                self.online_since = time.monotonic()
                continue
            await asyncio.sleep(pause)

    async def _look(self) -> None:
        more = True
        while more:
            answer = await self.browser.get(
                f"{self.base}/since/{self.tick}",
                {"X-Requested-With": "fetch", "If-None-Match": f'"{self.tick}"'},
            )
            self.talk.count(answer.status)
            if answer.status == 304:
                return
            if answer.status != 200:
                raise NoAnswer
            found = json.loads(answer.body)
            self._take(found["messages"])
            self.tick, more = found["tick"], found["more"]

    def _take(self, messages: Sequence[dict[str, object]]) -> None:
        now = time.monotonic()
        for one in messages:
            number, html = int(str(one["id"])), str(one["html"])
            match = WORDS.search(html)
            words = match[0] if match else ""
            if self.told.words.get(number) == words:
                self.told.repeated.append(number)
            if number not in self.told.words:
                began = self.talk.said_at.get(words.removesuffix("-changed"), 0.0)
                if began > self.online_since:
                    self.talk.took.append(now - began)
            self.told.words[number] = words

    async def speaks(self) -> None:
        """Send now and then; what was not answered is sent again with the same number."""
        talk = self.talk
        while await talk.goes_on_after(talk.chance.expovariate(talk.order.sends)):
            self.sent += 1
            await self.say(f"word-{self.number}-{self.sent}")

    async def say(self, words: str) -> None:
        """Send it until somebody says that it is there."""
        number = str(UUID(int=self.talk.chance.getrandbits(128), version=4))
        self.talk.said_at[words] = time.monotonic()
        cut, tries = self.talk.chance.randrange(self.talk.order.cuts) == 0, 0
        while True:
            try:
                fields = {"text": words, "client_id": number, "reply_to": ""}
                answer = await self.browser.post(self.base, fields, cut=cut)
                self.talk.count(answer.status)
                if answer.status == 303:
                    return
                if answer.status < 429:
                    raise RuntimeError(f"Sending answered {answer.status}: {answer.body[:500]!r}")
            except NoAnswer:
                self.talk.resent += 1
            cut, tries = False, tries + 1
            await asyncio.sleep(min(5.0, 0.5 * 2**tries))

    async def is_here(self) -> None:
        """Say so from time to time."""
        pause = self.talk.chance.uniform(0, HERE)
        while await self.talk.goes_on_after(pause):
            pause = HERE
            try:
                fields = {"read": str(max(self.told.words, default=0))}
                answer = await self.browser.post(f"{self.base}/here", fields, script=True)
                self.talk.count(answer.status)
            except NoAnswer:
                self.talk.unanswered += 1


async def open_pages(talk: Talk, browser: Browser, paths: Sequence[str]) -> None:
    """Somebody else opens pages meanwhile; a page that fails because its worker was killed counts
    with the time until it is there, asked again."""
    while await talk.goes_on_after(talk.chance.expovariate(talk.order.pages)):
        path, began = talk.chance.choice(paths), time.monotonic()
        while True:
            try:
                answer = await browser.get(path)
            except NoAnswer:
                continue
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            break
        talk.pages.append(time.monotonic() - began)


async def kill_a_worker(talk: Talk, leader: int) -> None:
    """In the middle of it."""
    await asyncio.sleep(talk.order.seconds / 2)
    listed = f"/proc/{leader}/task/{leader}/children"
    with open(listed) as children:
        os.kill(int(children.read().split()[0]), signal.SIGKILL)


async def run(
    talk: Talk,
    members: Sequence[Member],
    others: Sequence[Awaitable[None]],
    newest: Callable[[], int],
) -> None:
    """Everybody talks, then listens until all have heard the newest, or patience is over. `newest`
    asks for the room's tick."""
    is_over = False

    async def watch() -> None:
        nonlocal is_over
        await asyncio.gather(*speaking, *changing)
        patience, tick = time.monotonic() + SETTLES, newest()
        while min(one.tick for one in members) < tick and time.monotonic() < patience:
            await asyncio.sleep(0.1)
        is_over = True

    speaking = [asyncio.ensure_future(one.speaks()) for one in members]
    changing = [asyncio.ensure_future(one) for one in others]
    listening = [one.listens(lambda: is_over) for one in members]
    await asyncio.gather(watch(), *listening, *(one.is_here() for one in members))
