-- How right the extractor is from each confidence on: each row holds the readings of those below it.
select
    golden_set,
    minimum_confidence,
    judged_count,
    right_count,
    exact_count,
    share,
    precision,
    precision_low,
    precision_high
from source_confidence_accuracy
order by golden_set, minimum_confidence
