"""The named cast: the organisations and people that tests speak of, made in one place.

Castle Point and Rochford is where the story plays. Thurrock is next door and just as full, so that whatever leaks
from one to the other is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from localities.models import Commissioner, Locality, Practice, Role, System, User

PASSWORD = "correct horse battery"
TODAY = date(2018, 9, 12)


@dataclass(frozen=True)
class World:
    system: System
    commissioner: Commissioner
    canvey: Locality
    rayleigh: Locality
    neighbour: Commissioner
    tilbury: Locality

    @property
    def practices(self) -> list[Practice]:
        return list(self.canvey.practices.all())


def make_practice(locality: Locality, ods_code: str, list_size: int = 6000) -> Practice:
    return Practice.objects.create(
        ods_code=ods_code,
        name=f"Practice {ods_code}",
        locality=locality,
        list_size=list_size,
        list_size_as_of=date(2018, 7, 1),
        gp_fte="3.00",
        nurse_fte="1.50",
        other_clinical_fte="0.00",
        admin_fte="5.00",
    )


def make_world() -> World:
    system = System.objects.create(name="Mid and South Essex STP", slug="mid-and-south-essex")
    commissioner = Commissioner.objects.create(system=system, name="NHS Castle Point and Rochford CCG", ods_code="99F")
    neighbour = Commissioner.objects.create(system=system, name="NHS Thurrock CCG", ods_code="07G")
    world = World(
        system=system,
        commissioner=commissioner,
        canvey=Locality.objects.create(commissioner=commissioner, name="Canvey Island", slug="canvey-island"),
        rayleigh=Locality.objects.create(commissioner=commissioner, name="Rayleigh", slug="rayleigh"),
        neighbour=neighbour,
        tilbury=Locality.objects.create(commissioner=neighbour, name="Tilbury", slug="tilbury"),
    )
    for number, locality in enumerate([world.canvey] * 3 + [world.rayleigh, world.tilbury, world.tilbury], start=1):
        make_practice(locality, f"F8100{number}", list_size=10_000 + number)
    return world


def make_user(email: str, name: str, *roles: dict) -> User:
    """Make a person. Unusable passwords keep tests quick: they sign in by force_login, browser tests set one."""
    user = User(email=email, name=name)
    user.set_unusable_password()
    user.save()
    for role in roles:
        Role.objects.create(user=user, **role)
    return user


def make_representative(practice: Practice) -> User:
    """The practice manager of any practice."""
    role = {"kind": Role.Kind.PRACTICE_REPRESENTATIVE, "practice": practice}
    return make_user(f"{practice.ods_code.lower()}@example.com", f"Practice manager, {practice.ods_code}", role)


def make_cast(world: World) -> dict[str, User]:
    """One person per role of the design's table, and an outsider who holds the same role next door."""
    kind = Role.Kind
    canvey = {"locality": world.canvey}
    ours = {"commissioner": world.commissioner}
    return {
        "lead": make_user("lead@example.com", "Locality lead, Canvey Island", {"kind": kind.LOCALITY_LEAD, **canvey}),
        "colleague": make_user("colleague@example.com", "Locality manager", {"kind": kind.LOCALITY_LEAD, **canvey}),
        "practice_rep": make_user(
            "practice@example.com",
            "Practice manager, F81001",
            {"kind": kind.PRACTICE_REPRESENTATIVE, "practice": Practice.objects.get(ods_code="F81001")},
        ),
        "officer": make_user("officer@example.com", "CCG officer", {"kind": kind.COMMISSIONER_OFFICER, **ours}),
        "approver": make_user("approver@example.com", "CCG approver", {"kind": kind.COMMISSIONER_APPROVER, **ours}),
        "panel_member": make_user("panel@example.com", "Panel member", {"kind": kind.PANEL_MEMBER, **ours}),
        "system_team": make_user(
            "system@example.com", "System team", {"kind": kind.SYSTEM_TEAM, "system": world.system}
        ),
        "administrator": make_user("admin@example.com", "Administrator", {"kind": kind.ADMINISTRATOR}),
        "outsider": make_user(
            "outsider@example.com",
            "Locality lead, Tilbury",
            {"kind": kind.LOCALITY_LEAD, "locality": world.tilbury},
            {"kind": kind.COMMISSIONER_APPROVER, "commissioner": world.neighbour},
            {"kind": kind.PRACTICE_REPRESENTATIVE, "practice": Practice.objects.get(ods_code="F81005")},
        ),
    }
