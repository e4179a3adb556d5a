"""Claims that a passage may be about."""

from rest_framework import serializers

from claims.api.resources.claims.serializers import PositionBrief, TalliedClaim


class MatchedClaim(TalliedClaim):
    """A claim, and how many speakers hold which position on it."""

    class Meta(TalliedClaim.Meta):
        pass


class WordSerializer(serializers.Serializer):
    """A word of the passage that the claim has as well, in whatever form."""

    word = serializers.CharField(help_text="As it stands in the passage.")
    start = serializers.IntegerField(help_text="Characters of the passage before it (Unicode code points).")
    end = serializers.IntegerField(help_text="Characters up to its end.")


class MatchOfSentence(serializers.Serializer):
    """A claim that a sentence may be about."""

    score = serializers.FloatField(help_text="How likely it is that the passage is about this claim, from 0 to 1.")
    words = WordSerializer(many=True, help_text="What both have in common.")
    claim = MatchedClaim(help_text="The claim, in brief.")


class MatchSerializer(MatchOfSentence):
    """A claim that the passage may be about; with `brief=false`, with the speakers who affirm and who deny it."""

    affirmed_by = PositionBrief(
        many=True,
        required=False,
        help_text="Who affirms it, at most ten of them, those first who hold most positions; there with `brief=false`.",
    )
    denied_by = PositionBrief(
        many=True, required=False, help_text="Who denies it, in the same way; there with `brief=false`."
    )


class MatchedSentenceSerializer(serializers.Serializer):
    """A sentence of the passage, and the claims that it may be about."""

    text = serializers.CharField(help_text="The sentence.")
    start = serializers.IntegerField(help_text="Characters of the passage before it (Unicode code points).")
    end = serializers.IntegerField(help_text="Characters up to its end.")
    results = MatchOfSentence(many=True, help_text="The claims, the likeliest first.")


class MatchAnswerSerializer(serializers.Serializer):
    """The claims that a passage may be about: the likeliest of all its sentences, and of each of them."""

    cut = serializers.BooleanField(
        help_text="Words were so common, or sentences so many, that not all claims or sentences were looked at."
    )
    results = MatchSerializer(many=True, help_text="The claims, the likeliest first.")
    sentences = MatchedSentenceSerializer(
        many=True, help_text="The same for each sentence, where there are several and the passage was read by sentence."
    )
