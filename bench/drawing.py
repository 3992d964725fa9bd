"""How long a page takes in Chromium until it stands and its first chart is drawn, and its bytes."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tools import chromium

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Drawn:
    """Milliseconds until drawn and kilobytes over the wire, cold and warm."""

    cold_ms: float
    cold_kb: float
    warm_ms: float
    warm_kb: float


def drawn(base: str, path: str, cookie: str, *, until: str) -> Drawn:
    """Open a page cold (nothing cached) and again warm, until `until` is on it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium.ensure()), args=FLAGS, headless=True
        )
        context = _context(browser, base, cookie)
        cold = _open(context, base + path, until)
        warm = _open(context, base + path, until)
        browser.close()
    return Drawn(*cold, *warm)


def _context(browser: Browser, base: str, cookie: str) -> BrowserContext:
    context = browser.new_context()
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": base}])
    return context


def _open(context: BrowserContext, url: str, until: str) -> tuple[float, float]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.add_init_script(
        "new MutationObserver(() => { if (!window.drawnAt && document.querySelector("
        f"{until!r})) window.drawnAt = performance.now(); }}).observe(document, "
        "{subtree: true, childList: true, attributes: true})"
    )
    page.goto(url)
    page.wait_for_selector(until, state="attached", timeout=30_000)
    page.wait_for_load_state("networkidle")
    took = float(page.evaluate("window.drawnAt"))
    page.close()
    return took, sum(sizes) / 1000
