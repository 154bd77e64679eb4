import pytest

from kgraph.keywords.labels import choose_label

CASE = {
    word.lower(): word
    for word in [
        "Bayes",
        "Markov",
        "Programmer",
        "reward",
        "model",
        "models",
        "policy",
        "law",
        "neural",
        "scaling",
    ]
}


@pytest.mark.parametrize(
    ("forms", "label"),
    [
        ({"reward models": 3, "Reward model": 1}, "reward model"),
        ({"Scaling Laws": 1}, "scaling law"),
        ({"LLMs": 2, "large language models": 1}, "LLM"),
        ({"RL": 1, "reinforcement learning": 1}, "reinforcement learning"),
        ({"Neural Programmer": 1}, "Neural Programmer"),
        ({"Markov Models": 1}, "Markov model"),
        ({"Bayes": 2}, "Bayes"),
        ({"policies": 1}, "policy"),
        ({"red-teaming": 2, "red teaming": 1}, "red-teaming"),
        ({"GPT-3": 1}, "GPT-3"),
        ({"an  odd\nform": 1}, "an odd form"),
    ],
)
def test_choose_label(forms: dict[str, int], label: str) -> None:
    assert choose_label(forms, CASE) == label
