"""Words that tell a name from a title, and a title from an organization."""

import re


def vocabulary(*lines: str) -> frozenset[str]:
    """The words of these lines."""
    return frozenset(word for line in lines for word in line.split())


_FIXED_SUFFIXES = vocabulary(
    # organizations
    "inc incorporated llc llp lp ltd pllc pc corp pbc",
    # generations
    "jr sr ii iii iv",
)
# Degrees, licenses and certificates; some, such as "RN", are also a title.
_CREDENTIALS = vocabulary(
    "phd dphil md do dnp drph dsw edd psyd jd esq rn bsn msn np aprn pmhnp pa pac",
    "ma ms msc msw med mph mpa mpp mba bs ba bsw lcsw lcswr licsw lmsw lsw lpc lpcc lcpc",
    "lmft lmhc lcdc ladc lcadc cadc csac casac cps cprs crps cprp crss ncc bcba cpa chc",
    "faan ret",
)
_PARTICLES = vocabulary(
    "af al bin da das de del den der di do dos du e el ibn la le st ten ter van von y zu"
)
_TITLE_WORDS = vocabulary(
    "administrator advisor advocate analyst assistant attorney captain ceo chair chairperson",
    "chief clinician commander commissioner consultant coo coordinator counsel counselor",
    "deputy detective director editor epidemiologist evaluator executive facilitator fellow",
    "founder head instructor investigator judge lead lecturer liaison lieutenant manager",
    "navigator nurse officer organizer paramedic physician president principal professor",
    "psychiatrist psychologist researcher scientist secretary sergeant sheriff specialist",
    "strategist superintendent supervisor trainer treasurer vice worker",
)
_ORGANIZATION_WORDS = vocabulary(
    "academy administration agency alliance arc associates association authority board",
    "borough bureau center centers centre city clinic coalition college commission company",
    "consortium cooperative corporation council county court department district division",
    "federation foundation group health hospital inc initiative institute league llc",
    "ministry nation network office organization partners partnership police program",
    "project school service services society state team town township trust union",
    "university village",
)
_WORD = re.compile(r"[^\W\d_]+")
_TRAILING_PARENTHESES = re.compile(r"\s*\([^()]*\)$")
_OF = re.compile(r"\s(?:of|for|on)\s", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"[\d:;!?@/=<>|{}]")
_MOST_NAME_WORDS = 7


def is_suffix(part: str, *, counts_credentials: bool = True) -> bool:
    """The part is only a credential or a suffix: "Ph.D.", "Inc. (Ohio)", "MSW LCSW"."""
    suffixes = _FIXED_SUFFIXES | _CREDENTIALS if counts_credentials else _FIXED_SUFFIXES
    bare = _TRAILING_PARENTHESES.sub("", part)
    words = bare.lower().replace(".", "").replace("-", "").replace("/", " ").split()
    return bool(words) and all(word in suffixes for word in words)


def is_name_like(part: str) -> bool:
    """The part could be a person's name: few words, each with a capital or a particle.

    Letters of scripts without capitals count as capitals.
    """
    name = part.split(",")[0]
    words = [word.strip("\"'“”‘’().") for word in name.split()]
    words = [word for word in words if word]
    if not 1 <= len(words) <= _MOST_NAME_WORDS or _NOT_IN_A_NAME.search(name):
        return False
    if all(word.lower() in _PARTICLES for word in words):
        return False
    return all(word in _PARTICLES or _starts_like_a_name(word) for word in words)


def _starts_like_a_name(word: str) -> bool:
    """A capital first, or inside as in "d'Arc" and "deLuca"."""
    return word[0].isalpha() and not word.islower()


def has_title_word(part: str) -> bool:
    return not _TITLE_WORDS.isdisjoint(_words(part))


def has_organization_word(part: str) -> bool:
    return not _ORGANIZATION_WORDS.isdisjoint(_words(part))


def is_organization_like(part: str) -> bool:
    """What the part is, is a body: "Office of the Sheriff", "Pine County Sheriff's Office (MN)".

    The word before the first "of" or "for" decides: "Director of the Crisis Center" is a title.
    """
    head = _words(_OF.split(_TRAILING_PARENTHESES.sub("", part))[0])
    return bool(head) and head[-1] in _ORGANIZATION_WORDS


def _words(part: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(part)]
