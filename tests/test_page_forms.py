"""The reader of forms reads what a browser would send."""

from tests.page_forms import Field, forms_of

PAGE = """
<form method="post" action="/accounts/logout/"><button>Sign out</button></form>
<form action="/search"><input name="q"></form>
<form method="post" novalidate>
  <input type="hidden" name="revision" value="3">
  <input name="title" value="One &amp; all"><input name="shut" value="x" disabled>
  <textarea name="text">
Two
lines &lt;</textarea>
  <input type="radio" name="pick" value="a"><input type="radio" name="pick" value="b" checked>
  <div class="nhsuk-radios__conditional"><div><input name="why" inputmode="numeric"></div></div>
  <input type="checkbox" name="many" value="1" checked><input type="checkbox" name="many" value="2" checked>
  <input type="checkbox" name="agree">
  <select name="one"><option value="">Choose</option><option value="x" selected>X</option></select>
  <select name="two"><option value="y">Y</option></select>
  <input type="password" name="password">
  <button name="go" value="next">Save</button><button name="go" value="stay">Stay</button>
</form>
"""


def test_what_a_browser_would_send():
    [form] = forms_of(PAGE, "/here/")
    assert form.action == "/here/"
    assert form.sent() == [
        ("revision", "3"),
        ("title", "One & all"),
        ("text", "Two\nlines <"),
        ("pick", "b"),
        ("why", ""),
        ("many", "1"),
        ("many", "2"),
        ("one", "x"),
        ("two", "y"),
        ("password", ""),
        ("go", "next"),
    ]
    assert [one.name for one in form.fields if one.typed] == ["title", "text", "why"]
    assert [one.name for one in form.fields if one.revealed] == ["why"]
    assert Field("why", "text", ("",), (), numeric=True, revealed=True) in form.fields
    assert form.buttons == (("go", "next"), ("go", "stay"))
