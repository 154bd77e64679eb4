"""Words that carry no topic: what every research paper talks of, whatever it is about.

Written by hand for research prose in English. Common words need no entry as terms of their own, because a
single word is a term only if it is rare in English; they are here because two of them (*wide range*) make
no term either.
"""

from kgraph.terms import word_key


def _keys(text: str) -> frozenset[str]:
    return frozenset(map(word_key, text.split()))


# Adjectives that are dropped from the front of a phrase: a "novel reward model" is a reward model.
EMPTY_MODIFIERS = _keys("""
    able above actual additional advanced aforementioned ample appropriate arbitrary available basic
    better big broad broader careful central certain challenging classic classical clear close commonly
    comparable compelling competitive complementary complete complicated comprehensive considerable
    consistent conventional core correct corresponding crucial current desirable desired detailed
    different difficult diverse downstream easy effective efficient empirical encouraging entire
    essential established excellent existing expensive extensive extra extreme faithful favorable final
    former fundamental further future generic given good great greater growing helpful high-level higher
    highest identical important impressive improved inherent innovative insightful integral interesting
    intermediate intriguing intrinsic key larger largest last late later latest latter leading limited
    little longer lower main major many massive meaningful mere methodological minimal minor modern
    modest naive necessary new next nice notable novel numerous obtained obvious old only opposite
    ordinary original other overall own particular past perfect plain popular possible potential
    powerful practical precise preliminary present presented previous primary principled prominent
    promising proper proposed provided pure quick rapid ready real-world reasonable recent reference
    related relevant remarkable representative required respective resulting rich right rigorous same
    satisfactory secondary selected severe significant similar simple simpler sizable smaller so-called
    solid sophisticated specific straightforward stronger subsequent substantial successful such sudden
    sufficient suitable superior surprising systematic term theoretical thorough tight total traditional
    true typical ultimate underlying unified unique unknown unprecedented useful usual valid valuable
    various vast versatile very viable vital whole wide widespread younger
""")

# Adjectives that stay where a topic follows (low rank), but make no term with an empty noun (low cost).
WEAK_MODIFIERS = _keys("""
    alternative automated automatic average best common comparative complex computational deep double
    early eight exact expected experimental fair fast few fine first five four full general half hard
    high hybrid initial known large long low maximum mean minimum missing multiple natural nine non
    normal numerical one open optimal prior rare raw real relative robust second seven
    short single six small smooth special stable standard statistical strong supervised technical ten
    third three two unsupervised weak well zero
""")

# The same for compounds.
EMPTY_COMPOUNDS = frozenset(
    tuple(map(word_key, compound.split("-")))
    for compound in """
    ad-hoc case-study cutting-edge end-to-end fine-grained general-purpose hand-crafted high-level
    high-quality human-level in-depth large-scale long-standing
    low-cost low-level off-the-shelf open-ended open-source
    out-of-the-box plug-and-play proof-of-concept publicly-available real-life real-time real-world
    resource-intensive small-scale starting-point time-consuming time-intensive trade-off well-established
    well-known wide-range worst-case
    """.split()  # noqa: SIM905
)

# Nouns that name no topic, alone or with one another.
EMPTY_NOUNS = _keys("""
    ability ablation absence account act adaptability addition adoption advance advancement advantage
    advent aim amount analogue analysis answer appearance appendix applicability application approach
    area argument array article aspect assessment assistance attempt author avenue backbone background
    balance baseline basis benchmark benefit bottleneck breakthrough building burden calculation
    capability case category cause caveat challenge characteristic characterization choice circumstance
    claim codebase collaborator collection combination comparison competitor complexity component
    comprehension concept concern conclusion condition conjunction connection consequence consideration
    construction contrast contribution contributor core cornerstone corollary counterpart course
    coverage creation criterion cue dataset date day deal decade decrease deficiency definition
    degradation degree dependence dependency deployment description desideratum detail detection
    development deviation difference difficulty dilemma direction disadvantage discrepancy discussion
    disparity downside downstream drawback drop ease effect effectiveness efficacy elegance emergence
    emphasis end endeavor endeavour enhancement essence establishment evaluation evidence example
    exception existence expansion expense experience experiment experimentation extension extent
    extraction facet fact factor failure family fashion feasibility figure finding flaw flexibility
    footprint foray formalism formulation fraction framework functionality future gain gap
    generalizability generation github ground groundwork growth guarantee guidance guideline hallmark
    handling hope hour hypothesis identification illustration impact impetus implication importance
    improvement inability incorporation increase indication inefficiency ingredient insight inspection
    interest interplay intricacy introduction investigation issue iteration kind lack landscape lead
    leaderboard leap lemma lesson leverage limitation literature lot magnitude mainstream majority
    manner mark maximum member method methodology metric middle million minute model modification module
    motivation multitude myriad name need newcomer notion novelty nuance number obstacle occurrence
    opportunity option origin overhead overview page paper paradigm part paucity people percent
    percentage performance period phase phenomenon picture piece pipeline pitfall place plausibility
    playground plethora point popularity possibility potential practicality practice practitioner
    predictability prerequisite presence principle priority problem progress project proliferation
    promise proportion proposal prospect prototype provision purpose pursuit quality quantity range
    rationale reality realm reduction regard relationship relevance reliance remainder remark remedy
    report repository requirement research researcher respect rest restriction result review richness
    rise room routine run runtime satisfaction scale scenario scheme scholar school scope section sense
    setting setup shortage shortcoming side sign significance simplicity simplification site situation
    size solution sota specificity spectrum speedup start statement statistic status step strategy
    strength study style subject subset success suitability suite summary superiority supplement surge
    task technique tendency tension term testbed theme theorem thing thm thousand toolkit top total
    tractability tradeoff treatment trend trick trove type upside upstream usability usage use
    usefulness utility utilization validation validity variability variant variety versatility version
    viewpoint way weakness website whole word work year yield
""")

# Nouns that add nothing to a term that also stands without them: a "bandit problem" is about bandits.
EMPTY_HEADS = _keys("""
    algorithm application approach capability framework method methodology paradigm problem research
    setting system task technique
""")
