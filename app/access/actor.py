"""A signed-in person, and what the policy leaves them."""

from dataclasses import dataclass, field
from datetime import datetime

from app.access.policy import GRANTS, LEFT_AT_REST, Can, Reach, Role


@dataclass(frozen=True)
class Actor:
    """A signed-in person as the policy sees them: plain values, detached from the database.

    `belongs` holds (site number, role) of each membership; `assigned` the numbers of the sites an
    NSPCC lead looks after or covers today. `sign_in` is the secret of this sign-in, `seen_at` when
    it was last used (to about five minutes), `unread` how many notices wait for them.
    """

    id: int
    name: str
    email: str
    staff_role: Role | None = None
    belongs: frozenset[tuple[int, Role]] = frozenset()
    assigned: frozenset[int] = frozenset()
    sign_in: str = field(default="", repr=False)
    seen_at: datetime | None = field(default=None, compare=False)
    unread: int = field(default=0, compare=False)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie: the secret of this sign-in, not the person."""
        return self.sign_in

    @property
    def is_nspcc(self) -> bool:
        """True for NSPCC staff."""
        return self.staff_role is not None

    @property
    def roles(self) -> frozenset[Role]:
        """Every role the person holds anywhere; everyone is a community member."""
        held = {role for _, role in self.belongs} | {Role.MEMBER}
        return frozenset(held | {self.staff_role} if self.staff_role else held)

    @property
    def own_sites(self) -> frozenset[int]:
        """Numbers of the sites the person belongs to."""
        return frozenset(site for site, _ in self.belongs)


def reachable_sites(actor: Actor, can: Can) -> frozenset[int] | None:
    """Numbers of the sites at which `actor` has this right; None means every site."""
    grants = GRANTS.get(can, {})
    if grants.get(Role.MEMBER) is Reach.EVERY:  # everyone is a community member
        return None
    found: set[int] = set()
    if actor.staff_role is not None:
        reach = grants.get(actor.staff_role, Reach.NONE)
        if reach is Reach.EVERY:
            return None
        if reach is Reach.ASSIGNED:
            found |= actor.assigned
    for site, role in actor.belongs:
        if grants.get(role, Reach.NONE) in (Reach.OWN_SITE, Reach.EVERY):
            found.add(site)
    return frozenset(found)


def allows(actor: Actor | None, can: Can, site: int | None = None) -> bool:
    """Whether `actor` may; with a site: there; without: at all, at one site or more."""
    if actor is None:
        return False
    sites = reachable_sites(actor, can)
    if sites is None:
        return True
    return bool(sites) if site is None else site in sites


def is_left_at_rest(can: Can | None, *, writes: bool) -> bool:
    """Whether a paused or stopped site leaves this right; `writes` for a request that may change
    something, also where the right it is asked under only shows."""
    if can in LEFT_AT_REST:
        return True
    return not writes and (can is None or can.name.startswith("SEE_"))
