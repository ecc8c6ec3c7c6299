"""The levels that a guide gives to profiles with an answer and to a thousand made-up localities, as a page of Markdown.

`assessment/data/level_profiles.csv` holds the profiles with the level that somebody who knows the papers would expect.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from assessment.files.guide_check import level_rules
from assessment.files.guide_profiles import Profile, level_in_words, read_profiles
from assessment.files.guide_schema import GuideFile
from assessment.files.markdown import table
from assessment.rules.simulated_localities import BENT, DICE, POPULATIONS, Population, levels_of

PROFILES = Path(__file__).parents[1] / "data" / "level_profiles.csv"
COUNT, SEED = 1000, 2018


def read_expected(guide: GuideFile) -> list[Profile]:
    """The profiles with the level expected of each."""
    return read_profiles(PROFILES.read_text(encoding="utf-8"), guide)


def as_markdown(guide: GuideFile) -> str:
    """The whole check."""
    parts = {"Profiles": _profiles(guide), "A thousand localities": _simulated(guide)}
    return "\n\n".join([_introduction(guide), *(f"## {title}\n\n{words}" for title, words in parts.items())]) + "\n"


def _introduction(guide: GuideFile) -> str:
    asked = (
        (
            str(rule.number),
            str(len(rule.essential)),
            f"{rule.signs_wanted} of {len(rule.signs)}",
            str(len(rule.minimums)),
            str(next(iter(rule.floor.values()), "none")),
        )
        for rule in level_rules(guide)
    )
    asks = table(("Level", "Essential features", "Signs", "Domain minimums", "Floor of the others"), list(asked))
    return f"""# The levels of the guide

Written by `manage.py check_levels FILE --write docs/level-check.md`: the rule of `assessment/rules/levels.py` with what
{guide.guide.title}, version {guide.guide.version}, asks for.

{asks}"""


def _profiles(guide: GuideFile) -> str:
    profiles = read_expected(guide)
    rows = []
    for profile in profiles:
        result = profile.level(guide)
        bars = tuple(f"{standing.there} of {standing.asked}" for standing in result.standings)
        rows.append((profile.name, level_in_words(int(profile.expected)), level_in_words(result.level), *bars))
    head = ("Profile", "Expected", "Found", *(f"Level {level.number}" for level in guide.levels))
    return f"""{table(head, rows)}

The last columns say how much of what a level needs is there: the level below, the essential features, as many signs as
it wants, the domain minimums and the floor. The five deep dives are those of the STP update of October 2016, which puts
all 26 localities at Level 1. Their answers are our reading of one page each: what each page says is in place, and that
the deep dive itself is a talk about what works, with a list of what to do."""


def _simulated(guide: GuideFile) -> str:
    rules = level_rules(guide)
    domains = [domain.code for domain in guide.domains]
    head = ("Localities", *(level_in_words(level) for level in range(len(rules) + 1)))
    rows = []
    for population in POPULATIONS:
        found = levels_of(population, COUNT, rules, domains, len(guide.scale), Random(SEED))  # noqa: S311  made up
        rows.append((population.name, *map(str, found)))
    said = "\n".join(map(_assumed, POPULATIONS))
    return f"""{table(head, rows)}

What is assumed:

{said}
- Localities differ by {BENT:g} positions among themselves, and the domains of one by {DICE:g} (one sigma).

In October 2016 the papers put all 26 localities at Level 1 and aimed for Level 4 by 2020/21. The deep dives of the same
paper speak of little history of working together, so some localities just below Level 1 and hardly any above it is what
they would recognise two years on. The assumptions are ours: this is a check of sense and no evidence."""


def _assumed(population: Population) -> str:
    shares = ", ".join(f"Level {level} {share:.0%}" for level, share in population.shares.items())
    return (
        f"- {population.name}: positions around {population.mean:g}; essential features of Level 1 in place in "
        f"{population.known:.0%}, the other features by level: {shares}."
    )
