"""Guides in the browser: brought in as drafts, checked, read as people will see them, published, compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, Domain, Guide
from assessment.queries.guides_in_use import guides_in_use, newest_versions
from assessment.services.guide_loading import GuideChangedError, load_guide
from assessment.services.guide_publishing import bring_in, discard_guide, publish_guide
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.cast import World
from tests.conftest import GUIDE_FILE, NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE
from tests.flat import flat

SMALL = SMALL_GUIDE_FILE.read_text()
TITLE = "Community garden guide, version 2024 spring"


@pytest.fixture
def admin(administrator: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(administrator)


def upload(client: Client, text: str | bytes) -> HttpResponse:
    raw = text.encode() if isinstance(text, str) else text
    return client.post(reverse("guide-upload"), {"file": SimpleUploadedFile("guide.yaml", raw)})


def draft(by: User, text: str = SMALL) -> Guide:
    return bring_in(text.encode(), by=by)


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("what", flat=True))


# Drafts -------------------------------------------------------------------------------------------------------------


def test_a_file_becomes_a_draft_that_only_administrators_see(
    guide: Guide, world: World, admin: Client, cast: dict[str, User], client_for: Callable[[User], Client]
):
    page = upload(admin, SMALL)
    brought_in = Guide.objects.get(code="community-garden-guide")
    assert page.url == reverse("guide-check", args=[brought_in.pk])
    assert brought_in.published_at is None
    assert newest_versions() == guides_in_use(world.system) == [guide]
    assert Guide.objects.newest() == guide
    address = reverse("guide-version", args=[brought_in.pk])
    assert "Community garden guide" in flat(admin.get(address))
    for who in ("lead", "approver", "system_team"):
        assert client_for(cast[who]).get(address).status_code == 404


def test_publishing_makes_it_one_that_a_system_may_use(
    guide: Guide, world: World, administrator: User, admin: Client, client_for: Callable[[User], Client], lead: User
):
    found = draft(administrator)
    assert "Publish this version" in flat(admin.get(reverse("guide-check", args=[found.pk])))
    page = admin.post(reverse("guide-publish", args=[found.pk]), follow=True)
    assert f"{TITLE} is published." in flat(page)
    found.refresh_from_db()
    assert found.published_at
    assert newest_versions() == [guide, found]
    assert client_for(lead).get(reverse("guide-version", args=[found.pk])).status_code == 200
    assert events()[-2:] == ["Brought in a draft of the guide", "Published the guide"]
    assert "Publish this version" not in flat(admin.get(reverse("guide-check", args=[found.pk])))


def test_a_draft_of_the_same_version_gives_way(administrator: User):
    first = draft(administrator)
    second = draft(administrator, SMALL.replace("Build three bays", "Build four bays"))
    assert not Guide.objects.filter(pk=first.pk).exists()
    assert Domain.objects.filter(guide=second).count() == 3
    assert second.domains.get(code="compost").suggested_actions.filter(title="Build four bays").exists()
    assert draft(administrator, SMALL.replace("Build three bays", "Build four bays")) == second


def test_a_draft_is_discarded(administrator: User, admin: Client):
    found = draft(administrator)
    page = admin.post(reverse("guide-discard", args=[found.pk]), follow=True)
    assert f"The draft of {TITLE} is discarded." in flat(page)
    assert not Guide.objects.filter(code="community-garden-guide").exists()
    assert admin.post(reverse("guide-publish", args=[found.pk])).status_code == 404
    with pytest.raises(Refused, match="has been discarded"):
        publish_guide(found, by=administrator)


def test_the_command_publishes_a_draft_of_the_same_file(administrator: User):
    found = draft(administrator)
    assert load_guide(SMALL_GUIDE_FILE) == (found, True)
    assert load_guide(SMALL_GUIDE_FILE) == (found, False)
    assert Guide.objects.get(pk=found.pk).published_at


# What is published never changes ------------------------------------------------------------------------------------


def test_nothing_changes_after_publishing(administrator: User, admin: Client):
    found = publish_guide(draft(administrator), by=administrator)
    for service in (publish_guide, discard_guide):
        with pytest.raises(Refused, match=r"is published\. What is published never changes"):
            service(found, by=administrator)
    assert admin.post(reverse("guide-discard", args=[found.pk])).status_code == 409
    assert Guide.objects.filter(pk=found.pk).exists()


def test_the_same_version_again_is_refused_unless_it_is_identical(administrator: User, admin: Client):
    found = publish_guide(draft(administrator), by=administrator)
    assert upload(admin, SMALL).url == reverse("guide-check", args=[found.pk])
    page = upload(admin, SMALL.replace("Build three bays", "Build four bays"))
    assert page.status_code == 422
    assert "give the file a higher version than &#x27;2024 spring&#x27;" in flat(page)
    assert Guide.objects.filter(code="community-garden-guide").count() == 1


def test_another_scale_is_another_guide(guide: Guide, administrator: User):
    """Answers on five positions and on four cannot stand beside each other."""
    text = yaml.safe_load(GUIDE_FILE.read_text())
    text["guide"]["version"], text["scale"] = "2.0", text["scale"][:3]
    text["levels"] = []
    for domain in text["domains"]:
        domain["actions"] = []
    raw = yaml.safe_dump(text, sort_keys=False)
    with pytest.raises(GuideChangedError, match=r"version 1\.0 has 5 positions and the file has 3"):
        draft(administrator, raw)
    assert Guide.objects.get() == guide
    assert draft(administrator, raw.replace("code: locality-development-guide", "code: three-points")).top == 3


def test_a_diagnostic_keeps_its_version(diagnostic: Diagnostic, guide: Guide, administrator: User):
    publish_guide(bring_in(NEWEST_GUIDE_FILE.read_bytes(), by=administrator), by=administrator)
    assert Diagnostic.objects.get().guide == guide


# Files that cannot be taken -----------------------------------------------------------------------------------------


def test_each_fault_is_named_with_its_line_and_place(guide: Guide, admin: Client):
    page = upload(admin, SMALL.replace("area: neighbours", "area: strangers").replace("better: higher", "better: more"))
    content = flat(page)
    assert page.status_code == 422
    assert "there is no area &#x27;strangers&#x27;" in content
    assert "<code>domains[2].area</code>" in content
    assert "should be &#x27;higher&#x27; or &#x27;lower&#x27;" in content
    assert "things to mend. Nothing was brought in" in content
    assert Guide.objects.get() == guide


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[", "is not YAML"),
        (b"just words", "should hold keys and values"),
        (b"a: &a [*a]", "is missing"),
        (b"x" * 2_000_001, "The file is larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_guide_is_refused_in_words(raw: bytes, why: str, admin: Client):
    page = upload(admin, raw)
    assert page.status_code == 422
    assert why in flat(page)


def test_without_a_file_the_page_asks_for_one(admin: Client):
    page = admin.post(reverse("guide-upload"))
    assert page.status_code == 422
    assert "Choose the file" in flat(page)


# Looking at a version -----------------------------------------------------------------------------------------------


def test_what_check_guide_says_stands_on_the_page(administrator: User, admin: Client):
    found = draft(administrator)
    content = flat(admin.get(reverse("guide-check", args=[found.pk])))
    assert "no action puts it in place." in content
    for held in ("5 positions", "3 domains", "2 levels", "2 indicators"):
        assert f"<li>{held}</li>" in content


def test_there_is_nothing_to_mend_in_the_newest_guide(administrator: User, admin: Client):
    found = bring_in(NEWEST_GUIDE_FILE.read_bytes(), by=administrator)
    content = flat(admin.get(reverse("guide-check", args=[found.pk])))
    assert "<p>Nothing to mend.</p>" in content
    assert "What changed since version 1.0" in content


def test_the_list_shows_every_version_and_drafts_first(guide: Guide, administrator: User, admin: Client):
    draft(administrator)
    page = admin.get(reverse("guides"))
    assert [one.code for one in page.context["guides"]] == ["community-garden-guide", "locality-development-guide"]
    assert "Check and publish" in flat(page)
    assert reverse("guides") in flat(admin.get(reverse("home")))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(number: int, administrator: User, admin: Client, django_assert_num_queries):
    for one in range(number):
        draft(administrator, SMALL.replace("2024 spring", f"2024 {one}"))
    with django_assert_num_queries(3):
        admin.get(reverse("guides"))


def test_two_versions_are_compared(administrator: User, admin: Client):
    before = publish_guide(draft(administrator), by=administrator)
    text = SMALL.replace("2024 spring", "2024 autumn").replace("Build three bays", "Build four bays")
    after = draft(administrator, text)
    content = flat(admin.get(reverse("guide-changes", args=[after.pk])))
    assert "What changed since version 2024 spring" in content
    assert "2 reworded." in content
    assert "<strong>Reworded:</strong> Build four bays" in content
    assert "<del>three </del>" in content
    assert "<ins>four </ins>" in content
    alone = flat(admin.get(reverse("guide-changes", args=[before.pk])))
    assert "There is no other version" in alone


def test_another_version_to_compare_with_is_chosen_in_the_address(administrator: User, admin: Client):
    versions = [
        publish_guide(draft(administrator, SMALL.replace("2024 spring", f"{one}")), by=administrator)
        for one in ("2022", "2023", "2024")
    ]
    address = reverse("guide-changes", args=[versions[2].pk])
    assert admin.get(address).context["since"] == versions[1]
    assert admin.get(f"{address}?since={versions[0].pk}").context["since"] == versions[0]
    assert admin.get(f"{address}?since=nothing").context["since"] == versions[1]
