"""Drives a headless Chromium through the console, and prints what it saw as JSON.

browser.py visit BASE USER PASSWORD FOLDER LOOKS [PAGE...]
                                                      every page that the menu leads to, and PAGEs, as one user;
                                                      LOOKS are of light, dark and phone, parted by commas
browser.py first BASE FOLDER                          the log-in of a new agent: the default password must be changed
browser.py flow BASE USER PASSWORD FOLDER NAME        one of the flows below
"""

import json
import os
import pathlib
import sys

import axe_core_python
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.ui import WebDriverWait

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = next(pathlib.Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text()
WAIT_SECONDS = 20


def browser(folder, is_phone=False, is_dark=False):
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1360,900",
        "--disable-background-networking", "--disable-component-update", "--no-first-run",
        f"--user-data-dir={folder}/profile-{os.getpid()}-{is_phone}-{is_dark}",
        # Nothing but this machine can be reached, whatever a page or the browser itself asks for.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ):
        options.add_argument(argument)
    if is_dark:
        options.add_argument("--blink-settings=preferredColorScheme=0")
    if is_phone:
        metrics = {"width": 390, "height": 844, "pixelRatio": 2}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    options.add_experimental_option("prefs", {"download.default_directory": folder})
    options.set_capability("acceptInsecureCerts", True)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def wait(driver, condition):
    """Waits for a condition. While one page takes another's place, asking may fail in several ways: it is asked again."""
    waiter = WebDriverWait(driver, WAIT_SECONDS, poll_frequency=0.1, ignored_exceptions=[WebDriverException])
    return waiter.until(condition)


def log_in(driver, base, user, password):
    driver.get(base + "/login")
    driver.find_element(By.NAME, "name").send_keys(user)
    driver.find_element(By.NAME, "password").send_keys(password)
    # The next page that is asked for would overtake the answer, and with it the session.
    turn(driver, "main form button")


def path_of(driver, base):
    return driver.current_url.removeprefix(base)


def axe(driver, exclude=()):
    """What axe finds, but in what the selectors of `exclude` fit: more of the same, which takes minutes to look at."""
    driver.set_script_timeout(120)
    driver.execute_script(AXE)
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run({exclude: arguments[1]}, {runOnly: arguments[0], resultTypes: ['violations']})"
        ".then(done, (error) => done({violations: [{id: String(error), nodes: []}]}))",
        RULES, [[selector] for selector in exclude])
    return [
        f"{violation['id']}: {node['html'][:160]}" for violation in found["violations"]
        for node in violation["nodes"] or [{"html": ""}]
    ]


def complaints(driver):
    """What the browser's console says, but for what a page that is refused must cause."""
    return [
        entry["message"][:300] for entry in driver.get_log("browser")
        if entry["level"] in ("SEVERE", "WARNING") and "status of 4" not in entry["message"]
    ]


def foreign(driver, base):
    """Requests to anywhere but the agent."""
    found = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] != "Network.requestWillBeSent":
            continue
        url = message["params"]["request"]["url"]
        if not url.startswith((base, "data:", "about:", "chrome")):
            found.append(url)
    return found


def count(driver, selector):
    return driver.execute_script("return document.querySelectorAll(arguments[0]).length", selector)


def click(driver, selector):
    """A click, at once: a page that renews itself leaves no time between finding and clicking."""
    driver.execute_script("document.querySelector(arguments[0]).click()", selector)


def press(driver, key):
    """A key, for whatever has the focus."""
    ActionChains(driver).send_keys(key).perform()


def turn(driver, selector):
    """A click that leads to another page; returns when that is there, whole."""
    driver.execute_script("document.isLeft = true")
    click(driver, selector)
    wait(driver, lambda _: driver.execute_script("return !document.isLeft && document.readyState === 'complete'"))


def told(driver, selector):
    """The text of something, once it is there."""
    script = "const found = document.querySelector(arguments[0]); return found && found.textContent.trim()"
    return wait(driver, lambda _: driver.execute_script(script, selector))


def shot(driver, folder, name):
    driver.save_screenshot(f"{folder}/{name}.png")


def menu(driver):
    links = driver.find_elements(By.CSS_SELECTOR, "nav.side .groups a")
    return [link.get_attribute("href") for link in links]


def seen(driver, base, folder, name):
    page = {
        "path": path_of(driver, base),
        "title": driver.title,
        "heading": driver.execute_script(
            "return [...document.querySelectorAll('h1')].map((heading) => heading.textContent).join(' ')"),
        "octets": len(driver.page_source.encode()),
        "violations": axe(driver),
        "complaints": complaints(driver),
        "foreign": foreign(driver, base),
        "forms": count(driver, "main form[method=post]"),
        "overflows": driver.execute_script("return document.documentElement.scrollWidth > innerWidth + 1"),
    }
    shot(driver, folder, name)
    return page


def name_of(url, base):
    return url.removeprefix(base).strip("/").replace("/", "-").replace("?", "-") or "overview"


def visit(base, user, password, folder, looks, *more):
    pages = []
    for look in looks.split(","):
        driver = browser(folder, is_phone=look == "phone", is_dark=look == "dark")
        try:
            log_in(driver, base, user, password)
            if look == "light":
                pages.append(seen(driver, base, folder, "welcome-light"))
            driver.get(base + "/")
            for url in menu(driver) + [base + page for page in more]:
                driver.get(url)
                page = seen(driver, base, folder, f"{name_of(url, base)}-{look}")
                pages.append(page | {"look": look})
        finally:
            driver.quit()
    return {"pages": pages}


def first(base, folder):
    """A new agent: the default password opens nothing but the page that changes it."""
    driver = browser(folder)
    try:
        log_in(driver, base, "admin", "changeme")
        steps = [path_of(driver, base)]
        driver.get(base + "/radios")
        steps.append(path_of(driver, base))

        def change(old, new, again):
            for field, value in (("old", old), ("new", new), ("again", again)):
                element = driver.find_element(By.NAME, field)
                element.clear()
                element.send_keys(value)
            turn(driver, "main form button")

        refusals = []
        for attempt in (("changeme", "long enough 1", "long enough 2"), ("changeme", "changeme", "changeme")):
            change(*attempt)
            refusals.append(told(driver, "[role=alert]"))
        violations = axe(driver)
        change("changeme", "a better password", "a better password")
        steps.append(path_of(driver, base))
        turn(driver, "main a.button")
        steps.append(path_of(driver, base))
        return {"steps": steps, "refusals": refusals, "violations": violations}
    finally:
        driver.quit()


def lock_out(driver, base, user, password, folder):
    """A wrong password, then the right one while log-in is blocked."""
    texts = []
    for attempt in ("wrong password", password):
        log_in(driver, base, user, attempt)
        texts.append(told(driver, "[role=alert]"))
    shot(driver, folder, "lock-out")
    return {"texts": texts, "violations": axe(driver)}


def setting(driver, base, user, password, folder):
    """A setting that is refused beside its field, then one that is taken."""
    log_in(driver, base, user, password)
    driver.get(base + "/settings/SNMP0")
    field = driver.find_element(By.ID, "o-port")
    field.clear()
    driver.execute_script("arguments[0].type = 'text'", field)
    field.send_keys("70000")
    turn(driver, "main form[action$='/save'] .actions button")
    wrong = told(driver, ".field:has(#o-port) .wrong")
    kept = driver.find_element(By.ID, "o-port").get_attribute("value")
    shot(driver, folder, "setting-refused")
    violations = axe(driver)
    driver.get(base + "/settings/SNMP0")
    field = driver.find_element(By.ID, "o-contact")
    field.clear()
    field.send_keys("Night shift <4711>")
    turn(driver, "main form[action$='/save'] .actions button")
    notice = told(driver, ".notice")
    return {
        "wrong": wrong, "kept": kept, "notice": notice, "violations": violations,
        "contact": driver.find_element(By.ID, "o-contact").get_attribute("value"),
    }


def acknowledge(driver, base, user, password, folder):
    """An alarm is acknowledged; the page says so."""
    log_in(driver, base, user, password)
    driver.get(base + "/active-alarms")
    before = wait(driver, lambda _: count(driver, "main form[action$=acknowledge]"))
    turn(driver, "main form[action$=acknowledge] button")
    return {"before": before, "notice": told(driver, ".notice")}


def live(driver, base, user, password, folder):
    """The overview renews itself while nobody touches it: the number of calls or the time changes."""
    log_in(driver, base, user, password)
    driver.get(base + "/")
    state = driver.find_element(By.CSS_SELECTOR, "[data-live-state]")
    wait(driver, lambda _: state.text == "live")
    content = "return document.getElementById('main').innerHTML"
    before = driver.execute_script(content)
    wait(driver, lambda _: driver.execute_script(content) != before)
    return {"state": state.text}


def report(driver, base, user, password, folder):
    """A service report: made by one click, opened from the disk without any network."""
    log_in(driver, base, user, password)
    driver.get(base + "/reports")
    click(driver, "main form[action='/reports'] button")

    def link(_):
        driver.get(base + "/reports")
        return driver.execute_script("const a = document.querySelector(\"main a[href$='report.html']\"); return a && a.href")

    url = wait(driver, link)
    content = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "fetch(arguments[0]).then((answer) => answer.text()).then(done, (error) => done(String(error)))", url)
    file = pathlib.Path(folder) / "report.html"
    file.write_text(content)
    driver.get_log("performance")
    driver.get(file.as_uri())
    result = {
        "octets": len(content.encode()), "title": driver.title,
        "violations": axe(driver, ["tbody tr:nth-child(n+4)", "li:nth-child(n+9)"]),
        "foreign": foreign(driver, "file:"), "complaints": complaints(driver),
        "sections": [heading.text for heading in driver.find_elements(By.TAG_NAME, "h2")],
    }
    shot(driver, folder, "report")
    return result


def keyboard(driver, base, user, password, folder):
    """The first tab leads to the content, and everything that can be used can be reached."""
    log_in(driver, base, user, password)
    driver.get(base + "/radios")
    press(driver, Keys.TAB)
    words = driver.execute_script("return document.activeElement.textContent")
    press(driver, Keys.ENTER)
    place = driver.execute_script("return document.activeElement.id")
    reached = 0
    for _ in range(200):
        press(driver, Keys.TAB)
        if driver.execute_script("return document.activeElement === document.body"):
            break
        reached += 1
    return {"skip": words, "place": place, "reached": reached}


def place(driver, base, user, password, folder):
    """Who is at a link in a wide table is there still when the page has renewed itself."""
    log_in(driver, base, user, password)
    driver.set_window_size(700, 900)
    driver.get(base + "/radios")
    script = """
        const links = [...document.querySelectorAll("main tbody a")];
        return [links.indexOf(document.activeElement), document.querySelector("main .scroll").scrollLeft]"""
    driver.execute_script("document.querySelectorAll('main tbody a')[2].focus()")
    driver.execute_script("document.querySelector('main .scroll').scrollLeft = 60")
    before = driver.execute_script(script)
    wait(driver, expected_conditions.staleness_of(driver.find_element(By.CSS_SELECTOR, "main table")))
    return {"before": before, "after": driver.execute_script(script)}


FLOWS = {
    "lock-out": lock_out, "setting": setting, "acknowledge": acknowledge, "live": live, "report": report,
    "keyboard": keyboard, "place": place,
}


def flow(base, user, password, folder, name):
    driver = browser(folder)
    try:
        return FLOWS[name](driver, base, user, password, folder)
    finally:
        driver.quit()


if __name__ == "__main__":
    verb, *arguments = sys.argv[1:]
    print(json.dumps({"visit": visit, "first": first, "flow": flow}[verb](*arguments)))
