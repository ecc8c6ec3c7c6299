"""The system, its CCGs, localities and practices, and one person for each role."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from devplans.demo.files import content, rows
from localities.models import Commissioner, Locality, Practice, Role, System, User

DOMAIN = "demo.example"  # a name that no real address can have (RFC 2606)
DAYS_SINCE_COUNT = 183  # the first diagnostic of made-up practices began less than half a year ago


def load_organisations(today: date) -> System:
    """Make the organisations. What is made up was counted before the first diagnostic began that rests on it."""
    system = System.objects.create(name="Mid and South Essex STP", slug="mid-and-south-essex")
    commissioners = {
        row["ods_code"]: Commissioner.objects.create(system=system, name=row["name"], ods_code=row["ods_code"])
        for row in rows("commissioners")
    }
    localities = {
        row["name"]: Locality.objects.create(
            commissioner=commissioners[row["commissioner"]],
            name=row["name"],
            slug=slugify(row["name"]),
            local_authority=row["local_authority"],
            geography=row["geography"],
            profile=row["profile"],
        )
        for row in rows("localities")
    }
    counted_on = _quarter_before(today - timedelta(days=DAYS_SINCE_COUNT))
    practices = [
        Practice(
            ods_code=row["ods_code"],
            name=row["name"],
            locality=localities[row["locality"]],
            list_size=int(row["list_size"]),
            list_size_as_of=date.fromisoformat(row["list_size_as_of"]) if row["list_size_as_of"] else counted_on,
            gp_fte=row["gp_fte"],
            nurse_fte=row["nurse_fte"],
            other_clinical_fte=row["other_clinical_fte"],
            admin_fte=row["admin_fte"],
            single_handed=row["single_handed"] == "yes",
            is_example=row["example"] == "yes",
        )
        for row in rows("practices")
    ]
    bulk_create_with_history(practices, Practice)
    return system


def _quarter_before(day: date) -> date:
    """Return the first day of the quarter of a day: practices' patients are counted once a quarter."""
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def load_people(system: System) -> None:
    """Make a lead for each locality, a representative for each practice, and the people of the CCGs and the system.

    Names are roles. All share one password, so it is hashed once: hashing is slow on purpose.
    """
    kind = Role.Kind
    addresses = {row["ods_code"]: row["address"] for row in rows("commissioners")}
    roles = [
        ("admin", "Administrator", Role(kind=kind.ADMINISTRATOR)),
        ("system", f"System team, {system}", Role(kind=kind.SYSTEM_TEAM, system=system)),
    ]
    for commissioner in system.commissioners.all():
        address = addresses[commissioner.ods_code]
        place = commissioner.name.removeprefix("NHS ").removesuffix(" CCG")
        for word, role_kind in {
            "officer": kind.COMMISSIONER_OFFICER,
            "approver": kind.COMMISSIONER_APPROVER,
            "panel": kind.PANEL_MEMBER,
        }.items():
            role = Role(kind=role_kind, commissioner=commissioner)
            roles.append((f"{word}.{address}", f"{role_kind.in_words(commissioner.word)}, {place}", role))
        for word, name in content("waves")["more_panel_members"].get(address, {}).items():
            roles.append((f"{word}.{address}", name, Role(kind=kind.PANEL_MEMBER, commissioner=commissioner)))
    for locality in Locality.objects.all():
        for word, name in (("lead", "Locality lead"), ("colleague", "Locality manager")):
            roles.append(
                (f"{word}.{locality.slug}", f"{name}, {locality}", Role(kind=kind.LOCALITY_LEAD, locality=locality))
            )
    for practice in Practice.objects.all():
        role = Role(kind=kind.PRACTICE_REPRESENTATIVE, practice=practice)
        roles.append((f"practice.{practice.ods_code.lower()}", f"Practice representative, {practice}", role))
    password = make_password(settings.DEMO_PASSWORD)
    users = User.objects.bulk_create(
        User(email=f"{address}@{DOMAIN}", name=name, password=password) for address, name, _ in roles
    )
    for user, (_, _, role) in zip(users, roles, strict=True):
        role.user = user
    bulk_create_with_history([role for _, _, role in roles], Role, default_user=users[0])


def person(address: str) -> User:
    """Return the demonstration's person with this part of an address: "lead.tilbury"."""
    return User.objects.get(email=f"{address}@{DOMAIN}")
