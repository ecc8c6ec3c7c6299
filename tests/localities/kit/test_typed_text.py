"""Text as people type and paste it: what hides in it is gone before it is saved, in every form there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from django import forms
from django.apps import apps
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic
from assessment.services.answers import save_answer
from localities.kit.nhsuk.forms import NHSForm
from localities.kit.nhsuk.typed_text import PlainTextForm, plain_line, plain_lines
from localities.models import Invitation, Locality, SignUp, User
from tests.cast import PASSWORD, World
from tests.flat import flat
from tests.localities.files.reading import read_bytes
from tests.localities.test_admin import address, person_form, roles_form

pytestmark = pytest.mark.postgres

As = Callable[[User], Client]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("two\r\nlines", "two\nlines"),
        ("a\rb\u2028c\u2029d\ve\ff\x85g", "a\nb\nc\nd\ne\nf\ng"),
        ("a tab\tstays", "a tab\tstays"),
        ("nul\x00 bell\x07 delete\x7f", "nul bell delete"),
        ("\u202eevil\u202c \u2066isolated\u2069 \u200emark\u200f", "evil isolated mark"),
        ("zero\u200bwidth\ufeff soft\xadhyphen \u2060joined", "zerowidth softhyphen joined"),
        ("\u3164\u2800", ""),
        ("tag\U000e0041ged", "tagged"),
        ("half \ud800a character", "half a character"),
        ("ad\u200dmin ad\u200d\u200d\u200dmin \u200cx\u200c", "admin admin x"),
        (
            "می\u200cخواهم 👩\u200d⚕️ 한글 Łódź é e\u0301 £5 – “q”",
            "می\u200cخواهم 👩\u200d⚕️ 한글 Łódź é e\u0301 £5 – “q”",
        ),
    ],
)
def test_what_hides_in_a_text_is_taken_out(typed: str, plain: str) -> None:
    assert plain_lines(typed) == plain
    assert plain_lines(plain) == plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("A\r\nB", "A B"), ("A \n\n B", "A B"), ("A\u2028B\u2029C\vD\fE\tF", "A B C D E F"), ("A  B", "A  B")],
)
def test_a_line_stays_one_line(typed: str, plain: str) -> None:
    assert plain_line(typed) == plain


def _subclasses(of: type) -> Iterator[type]:
    for each in of.__subclasses__():
        yield each
        yield from _subclasses(each)


def test_every_form_of_the_project_takes_plain_text() -> None:
    ours = {app.name.partition(".")[0] for app in apps.get_app_configs()} & {"localities", "assessment", "devplans"}
    every = set(chain(_subclasses(forms.Form), _subclasses(forms.ModelForm), _subclasses(forms.BaseForm)))
    # Cells of a file are plain before the form sees them.
    but = {"PracticeRowForm"}
    hiding = [
        each.__name__
        for each in every
        if each.__module__.partition(".")[0] in ours
        and not issubclass(each, PlainTextForm)
        and each.__name__ not in but
    ]
    assert hiding == []


def test_names_in_an_invitation_hold_one_line(world: World, lead: User, client_for: As) -> None:
    typed = {"name": "New\r\nLead \u202ewho\x00 \u200bjoins", "email": "new@example.com\x00", "role": "lead"}
    assert client_for(lead).post(reverse("person-invite", args=["canvey-island"]), typed).status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.email) == ("New Lead who joins", "new@example.com")


def test_a_long_text_keeps_its_lines_and_a_short_one_has_none(practice_rep: User, client_for: As) -> None:
    typed = {
        "signed_by_name": "A\u2028partner",
        "signed_by_role": "GP\x0bpartner\n",
        "statement": "One\u2028two\r\nthree\x0bfour\x00",
        "signed_on_day": "12",
        "signed_on_month": "9",
        "signed_on_year": "2018",
    }
    client_for(practice_rep).post("/localities/canvey-island/practices/F81001/sign-up/", typed)
    signed = SignUp.objects.get()
    assert (signed.signed_by_name, signed.signed_by_role) == ("A partner", "GP partner")
    assert signed.statement == "One\ntwo\nthree\nfour"


def test_what_only_hides_is_nothing(world: World, lead: User, client_for: As) -> None:
    typed = {"name": "\u200b\u3164\x00", "email": "new@example.com", "role": "lead"}
    page = client_for(lead).post(reverse("person-invite", args=["canvey-island"]), typed)
    assert "Enter the person’s name" in flat(page)


def test_line_ends_and_what_hides_make_no_change_and_no_conflict(
    diagnostic: Diagnostic, lead: User, colleague: User, client_for: As
) -> None:
    answer = diagnostic.answers.get(domain__code="develop-the-team")
    first = save_answer(answer, {"agreement": "One\ntwo"}, base_revision=0, by=lead).row
    save_answer(first, {"agreement": "One\ntwo\nthree"}, base_revision=first.revision, by=colleague)
    # The page of the lead still shows revision 1, and a browser sends its lines with carriage returns.
    typed = {"revision": first.revision, "agreement": "One\r\ntwo\u200b", "evidence": "Books"}
    page = client_for(lead).post(reverse("domain", args=[diagnostic.pk, "develop-the-team"]), typed)
    assert page.status_code == 302
    answer.refresh_from_db()
    assert (answer.agreement, answer.evidence) == ("One\ntwo\nthree", "Books")


def test_the_administration_takes_plain_text_too(world: World, administrator: User, client_for: As) -> None:
    locality = world.canvey
    typed = {
        "commissioner": locality.commissioner_id,
        "name": "Canvey\x00\u202e\nIsland",
        "slug": locality.slug,
        "profile": "One\u2028two",
        "geography": "",
        "local_authority": "",
    }
    page = client_for(administrator).post(address("localities.locality", "change", locality.pk), typed)
    assert page.status_code == 302
    kept = Locality.objects.get(pk=locality.pk)
    assert (kept.name, kept.profile) == ("Canvey Island", "One\ntwo")


def test_people_named_by_an_administrator_too(world: World, lead: User, administrator: User, client_for: As) -> None:
    typed = person_form(lead) | roles_form() | {"name": "The\r\nlead\u202e"}
    assert client_for(administrator).post(address("localities.user", "change", lead.pk), typed).status_code == 302
    lead.refresh_from_db()
    assert lead.name == "The lead"


def test_cells_of_a_file_are_plain() -> None:
    head = "ods_code,name,list_size,list_size_as_of,locality,gp_fte,nurse_fte,other_clinical_fte,admin_fte"
    row = 'F81099,"The \u202eNew\nSurgery",6250,2018-07-01,Rayleigh,2.5,1,0,3'
    (found,) = read_bytes(f"{head}\n{row}\n".encode()).practices
    assert found.name == "The New Surgery"


def test_a_password_is_left_as_it_is(lead: User) -> None:
    lead.set_password("one\u200btwo three")
    lead.save()
    typed = {"login": "lead@example.com", "password": "one\u200btwo three"}
    assert Client().post("/accounts/login/", typed).status_code == 302
    page = Client().post("/accounts/login/", {"login": "lead@\x00example.com", "password": f"{PASSWORD}\x00"})
    assert page.status_code == 200
    assert "characters that cannot be used" in flat(page)


def test_a_field_that_was_typed_with_hidden_characters_has_not_changed() -> None:
    class Named(NHSForm, forms.Form):
        name = forms.CharField()

    assert not Named({"name": "A\u200b name"}, initial={"name": "A name"}).has_changed()
    assert Named({"name": "A\u200bn"})["name"].value() == "An"
