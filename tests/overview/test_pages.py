"""What there is to read: the guide for anybody signed in, the rest for everybody."""

import pytest
from django.urls import reverse

from assessment.models import Guide
from tests.cast import make_user
from tests.flat import flat


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["help", "accessibility", "privacy"])
def test_everybody_may_read(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_the_guide_is_all_there(client_for, guide):
    newcomer = client_for(make_user("newcomer@example.com", "Newcomer"))
    text = flat(newcomer.get(reverse("guide")))
    whole = Guide.objects.whole(guide.pk)
    for domain in whole.ordered_domains:
        assert f'id="{domain.code}"' in text
    for level in whole.ordered_levels:
        assert f"Level {level.number}: {level.title}" in text


def test_the_guide_costs_few_queries(client_for, lead, guide, django_assert_num_queries):
    client = client_for(lead)
    client.get(reverse("guide"))
    with django_assert_num_queries(4):  # session, user with roles, guides, which of them are in use
        client.get(reverse("guide"))


def test_without_a_guide_the_page_says_so(client_for, lead):
    Guide.objects.all().delete()
    assert "There is no guide yet" in flat(client_for(lead).get(reverse("guide")))


def test_the_guide_asks_to_sign_in(client):
    assert client.get(reverse("guide")).url.startswith(reverse("account_login"))
