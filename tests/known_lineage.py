"""Citations that are known from the papers' own reference lists."""

# Which papers of the example cite which, as their reference lists have it: later paper, earlier paper.
KNOWN = {
    "Constitutional AI: Harmlessness from AI Feedback": (
        "Training a Helpful and Harmless Assistant with Reinforcement Learning from Human Feedback"
    ),
    "Learning to summarize from human feedback": "Fine-Tuning Language Models from Human Preferences",
    "Scaling Laws for Autoregressive Generative Modeling": "Scaling Laws for Neural Language Models",
    "Reward learning from human preferences and demonstrations in Atari": (
        "Deep reinforcement learning from human preferences"
    ),
    "Scaling Laws for Neural Language Models": "An Empirical Model of Large-Batch Training",
}
