"""What a browser calls itself, in words that people know. Pure.

A browser names those that it is like as well: the first that fits in this order is the one that it is.
"""

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox/": "Firefox"}
BROWSERS |= {"FxiOS": "Firefox", "CriOS": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"iPhone": "an iPhone", "iPad": "an iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "a Mac"}
SYSTEMS |= {"CrOS": "a Chromebook", "Linux": "Linux"}


def browser_in_words(user_agent: str) -> str:
    """As in "Edge on Windows"; "A browser that we do not know" for what says nothing of it."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "A browser that we do not know")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser
