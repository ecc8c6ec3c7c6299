"""The organisations, and their people, each invited and come in.

Every name holds its organisation's own: S0001 a system, M0001 a commissioner, L0001 a locality, L0001A a practice.
Nothing else in the service looks like that, so copies of them find their names in any text (multiply.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from localities.models import Commissioner, Locality, Practice, Role, System, User
from localities.models.people import RoleKind, Scope
from localities.services.invitations import NewPerson, accept, invite
from localities.services.practices import add_practice, sign_up

PRACTICES = "ABCDE"
PANEL = 3


@dataclass
class Place:
    """A locality with its people. Places of one variant say the same of themselves, but for their names."""

    locality: Locality
    variant: int
    lead: User
    colleague: User
    representatives: dict[Practice, User] = field(default_factory=dict)

    @property
    def chance(self) -> Random:
        """The same for every place of this variant."""
        return Random(f"variant {self.variant}")  # noqa: S311  a seed, not a secret


@dataclass(frozen=True)
class Ccg:
    """A commissioner with its people and places."""

    commissioner: Commissioner
    officer: User
    approver: User
    panel: tuple[User, ...]
    places: tuple[Place, ...]


def make_administrator() -> User:
    return User.objects.create_superuser("admin@bench.example", name="Administrator")


def make_system(number: int, *, by: User) -> System:
    system = System.objects.create(name=f"System S{number:04}", slug=f"s{number:04}")
    come_in("system", RoleKind.SYSTEM_TEAM, system, system.slug, by=by)
    return system


def make_ccg(system: System, number: int, first: int, variants: Sequence[int], *, today: date, by: User) -> Ccg:
    """A commissioner with a locality of each of these variants, numbered from `first`."""
    name = f"M{number:04}"
    commissioner = Commissioner.objects.create(system=system, name=f"Commissioner {name}", ods_code=name)
    officer = come_in("officer", RoleKind.COMMISSIONER_OFFICER, commissioner, name, by=by)
    approver = come_in("approver", RoleKind.COMMISSIONER_APPROVER, commissioner, name, by=by)
    panel = tuple(
        come_in(f"panel{one}", RoleKind.PANEL_MEMBER, commissioner, name, by=approver) for one in range(PANEL)
    )
    places = tuple(
        _make_place(commissioner, first + place, variant, today=today, by=by) for place, variant in enumerate(variants)
    )
    return Ccg(commissioner, officer, approver, panel, places)


def _make_place(commissioner: Commissioner, number: int, variant: int, *, today: date, by: User) -> Place:
    name = f"L{number:04}"
    locality = Locality.objects.create(
        commissioner=commissioner,
        name=f"Locality {name}",
        slug=name.lower(),
        local_authority="Borough Council",
        geography=f"The town of {name} and the villages round it.",
        profile=f"In {name} live more people over 75 than elsewhere.",
    )
    lead = come_in("lead", RoleKind.LOCALITY_LEAD, locality, name, by=by)
    colleague = come_in("colleague", RoleKind.LOCALITY_LEAD, locality, name, by=lead)
    place = Place(locality, variant, lead, colleague)
    for letter in PRACTICES:
        _make_practice(place, f"{name}{letter}", today)
    return place


def _make_practice(place: Place, code: str, today: date) -> None:
    chance = Random(f"{place.variant} {code[-1]}")  # noqa: S311  a seed, not a secret
    values = {
        "ods_code": code,
        "name": f"Practice {code}",
        "list_size": chance.randint(5000, 12000),
        "list_size_as_of": today.replace(month=1, day=1),
        "gp_fte": Decimal(chance.randint(3, 7)),
        "nurse_fte": Decimal(chance.randint(1, 4)),
        "other_clinical_fte": Decimal(1),
        "admin_fte": Decimal(chance.randint(5, 9)),
    }
    practice = add_practice(place.locality, values, by=place.lead)
    representative = come_in("practice", RoleKind.PRACTICE_REPRESENTATIVE, practice, code, by=place.lead)
    place.representatives[practice] = representative
    signed = {"signed_by_name": f"Partner, {code}", "signed_by_role": "GP partner", "signed_on": today}
    sign_up(practice, {**signed, "statement": "All partners agreed."}, by=representative)


def come_in(word: str, kind: RoleKind, scope: Scope, name: str, *, by: User) -> User:
    """Invite somebody and let them accept: "lead.l0001@bench.example"."""
    email, called = f"{word}.{name.lower()}@bench.example", f"{word.capitalize()}, {name.upper()}"
    invitation = invite(email=email, name=called, kind=Role.Kind(kind), scope=scope, by=by)
    return User.objects.get(pk=accept(invitation, by=NewPerson(called, "correct horse battery")).pk)
