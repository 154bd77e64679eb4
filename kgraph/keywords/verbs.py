"""Verbs of research prose, so that a sentence is not read as a noun phrase.

Taggers trained on news take *the method masters Atari* for a noun of four words, and without a tagger
nothing else tells that a phrase has come to its end.
"""

# Verbs that are no nouns: *enables* ends a phrase wherever it stands. A name may look like one (`decode`), so
# verbs that research names things by are left out.
_ONLY_VERBS = """
    accept accommodate accompany accomplish accumulate achieve acknowledge acquire adapt adhere admit
    adopt afford allocate allow alter amplify analyze anticipate appear apply appreciate argue arise
    arrive ascertain ask aspire assemble assert assimilate assume assure attach attain attend attract
    avoid await become begin behave believe belong bind borrow bring broaden build bypass calculate
    carry categorize cater celebrate characterize choose circumvent clarify classify coexist coincide
    collaborate combine come commence commit communicate compel compensate compete comply compose
    comprehend comprise compute conceal conceive concentrate conclude concur confer configure confirm
    conform confront confuse conquer consider consist consolidate constitute construct consume contain
    contemplate contend continue contradict contribute converge convert convey convince cooperate
    correspond counteract create criticize decide decipher declare decompose decouple deem deepen defend
    defer define deliver delve demonstrate denote deny depart depend depict deploy derive describe
    deserve detect deter deteriorate determine develop devise devote differ differentiate diminish
    disagree disappear discard discern disclose discourage discover discuss disentangle dismiss dispel
    dispense disrupt disseminate distinguish distort diverge dominate draw earn educate elevate elicit
    eliminate elucidate embark embody emerge emit emphasize employ empower emulate enable enact
    encapsulate encode encompass encounter encourage endow enforce engage enhance enjoy enlarge
    enlighten enrich ensure entail envision equate equip eradicate err establish evade evaluate evoke
    evolve exacerbate exaggerate examine exceed excel exclude execute exert exist expand expect expedite
    explain explore express extend extrapolate facilitate fail find follow foresee forget formalize
    formulate fulfill furnish gather generalize generate get give go govern grow happen help hesitate
    hinder hypothesize identify ignore illustrate imitate impart impede implement imply impose improve
    incentivize incorporate incur indicate induce infer inform inherit innovate insist inspect inspire
    instruct integrate intend intensify interact interfere interpolate interpret intersect intervene
    introduce invalidate investigate invoke involve judge justify keep know learn lessen let liberate
    lose magnify maintain make maximize memorize merge migrate minimize mislead mitigate modify motivate
    necessitate neglect normalize obey obscure observe obtain occur omit operate oppose optimize
    organize originate outperform outweigh overcome overlook owe participate pave penetrate perceive
    perform permit perpetuate persist persuade pertain please pose possess preclude predict prefer
    prepare preprocess prescribe preserve presume prevail prevent prioritize proceed produce prohibit
    prolong pronounce propagate propose prosper protect prove provide provoke publish pursue quantify
    raise react realize recast receive recognize recommend reconcile reconstruct recover recreate recur
    redefine reduce refer refine reflect reframe regulate reinforce reiterate rejoin relate relieve
    relocate rely remain remember remove render replace represent reproduce repurpose require resemble
    reshape reside resist resolve resonate respond restore restrict retain rethink retract retrieve
    reveal revisit revolve satisfy say see seek seem select send serve sharpen shed shorten simplify
    simulate solve specialize specify speculate spend stabilize stimulate stipulate strengthen strive
    submit subscribe subsume succeed suffer suffice suggest summarize supersede suppose suppress surpass
    survive suspend sustain synthesize tackle tell tempt tend testify thank think thrive tighten
    tolerate transcend transform translate transmit treat uncover undergo underlie undermine
    underperform underpin understand undertake unfold unify unleash unlock unravel unveil upend utilize
    validate vary verify visualize want warrant weaken weigh widen wield withstand worsen write
""".split()  # noqa: SIM905

# Verbs that are nouns too (a change, to change).
_ALSO_NOUNS = """
    accelerate account address adjust advance aim alleviate approximate assess assign augment automate
    beat boost bridge capture cause change compare complement complete concern conduct cover degrade do
    drive embed estimate exhibit experience exploit expose extract fall fine-tune finetune focus form
    foster gain guarantee guide handle have hold impact include increase lack lead leverage lie limit
    manage mean need offer present promise promote reach release report result show start struggle study
    supervise support tailor train trigger update use work yield
""".split()  # noqa: SIM905

# Past forms that no rule makes.
_IRREGULAR = """
    arisen arose beaten became began begun bought brought built came caught chose chosen done drawn drew
    fallen found gave given gone got gotten grew grown held hidden kept knew known laid lain learnt led
    lost made meant met overcame overcome proven said sat saw seen sent shown sought spent stood strove
    struck taken taught thrived told took undergone understood undertaken underwent went won written
    wrote
""".split()  # noqa: SIM905

_TOPICS = {"learning", "training", "embedding", "understanding", "work", "works", "form", "supervised"}


def _present(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeou" else stem + "ed"
    forms = verb, _present(verb), past, (verb if verb.endswith("ee") else stem) + "ing"
    if not verb.endswith(("ize", "yze")):
        return forms
    return *forms, *(form.replace("iz", "is").replace("yz", "ys") for form in forms)


# The forms that are no nouns, for texts with tags: there gerunds and participles are the tagger's.
FINITE_FORMS = frozenset(form for verb in _ONLY_VERBS for form in (verb, _present(verb)))

# Forms in -s that a tagger may take for a plural.
PRESENT_FORMS = frozenset(map(_present, _ALSO_NOUNS))

# All forms but those that name a topic, for texts without tags: they bound a phrase as function words do.
VERB_FORMS = frozenset(form for verb in (*_ONLY_VERBS, *_ALSO_NOUNS) for form in _forms(verb)) - _TOPICS
VERB_FORMS |= frozenset(_IRREGULAR)
