"""What a plan costs as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from devplans.models import Plan
from devplans.pages.money_file import HEADINGS, money_rows
from localities.models import User
from tests.devplans.example_document import EXAMPLE


def test_lines_and_sums_are_those_of_the_page_to_the_penny() -> None:
    money = EXAMPLE.money
    heading, *lines, total = money_rows(money)
    assert len(lines) == len(money.costs)
    assert [*heading[len(HEADINGS) :]] == [f"{year}, £" for year in money.columns]
    years = [sum((line[at] for line in lines), Decimal(0)) for at in range(len(HEADINGS), len(heading))]
    assert years == [*total[len(HEADINGS) :]] == [sums.total for _, sums in money.by_year]


def test_it_is_downloaded_with_real_numbers(plan: Plan, officer: User, client_for: Callable[[User], Client]) -> None:
    url = reverse("money-file", args=[plan.pk])
    assert client_for(officer).get(url).url == reverse("money", args=[plan.pk])
    line = {"what": "=Room", "cost_kind": "one_off", "payer": "CCG", "status": "committed", "funding_risk": "low"}
    action = plan.actions.create(title="Agree one policy", suggestion="")
    plan.cost_lines.create(action=action, years={"2018/19": "50.25"}, **line)
    sheet = load_workbook(BytesIO(client_for(officer).get(url).content))["Costs"]
    first = {sheet.cell(1, at).value: sheet.cell(2, at).value for at in range(1, sheet.max_column + 1)}
    assert first["2018/19, £"] == 50.25
    assert first["What for"] == "'=Room"
    assert sheet.cell(3, 1).value == "All"
    assert url in client_for(officer).get(reverse("money", args=[plan.pk])).content.decode()
