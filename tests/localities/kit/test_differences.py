"""Two texts beside each other, the words that differ marked."""

from localities.kit.revisions.differences import word_differences
from localities.kit.templatetags.differences import marked


def test_what_differs_stands_in_its_element() -> None:
    before, after = word_differences("We meet weekly\nin town", "We meet twice\nin town")
    assert marked(before, "del") == "We meet <del>weekly\n</del>in town"
    assert marked(after, "ins") == "We meet <ins>twice\n</ins>in town"


def test_what_people_typed_is_escaped() -> None:
    before, _ = word_differences("a <b> {0} & c", "a & d")
    assert marked(before, "del") == "a <del>&lt;b&gt; {0} </del>&amp; <del>c</del>"
