"""A ClaimReview, as sites publish it."""

RATING = {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "worstRating": "1", "alternateName": "False"}
ITEM = {
    "@type": "Claim",
    "author": {"@type": "Person", "name": "Ann Example", "sameAs": "https://example.org/ann"},
    "datePublished": "2021-06-20",
    "appearance": [{"@type": "NewsArticle", "url": "https://news.example/moon", "headline": "Cheese!"}],
    "firstAppearance": {"@type": "CreativeWork", "url": "https://x.com/ann/status/1"},
}
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/moon",
    "claimReviewed": "The moon is made of cheese.",
    "datePublished": "2021-06-22",
    "inLanguage": "en",
    "author": {"@type": "Organization", "name": "Checks", "url": "https://checks.example/"},
    "reviewRating": RATING,
    "itemReviewed": ITEM,
}


def but(**members):
    """The review with other members; without those that are None."""
    return {name: value for name, value in {**REVIEW, **members}.items() if value is not None}
