"""What a facilitator asks when hands differ, and when they do not: the words of the screen, and of the guide.

From the guide for facilitators that stands in the service; three in turn, so that a room does not hear one all day.
"""

QUESTIONS = (
    "What does each of you see on a Monday morning? What would make you move?",
    "What would a patient of each practice say? What would you need to see to change your mind?",
    "What has one practice tried that another has not? Which words of the description decide it for you?",
)
ALIKE = "You see it alike. Is it the same for your patients?"
NONE = "No hands were raised. What would each of you say?"
ABOUT_FIVE = 5
"""How many priorities are enough: with more, nothing is one."""


def question(number: int) -> str:
    """The question for the topic of this number."""
    return QUESTIONS[number % len(QUESTIONS)]


def priorities_in_words(chosen: int) -> str:
    """How many domains are a priority, and how many are enough."""
    said = f"{chosen} chosen so far" if chosen <= ABOUT_FIVE else f"{chosen} chosen"
    return f"{said}. About five is enough." if chosen else "None chosen so far. About five is enough."
