-- How right the extractor is, by metric, on the hand-checked reports that ship with the project.
select
    golden_set,
    metric,
    support,
    found,
    extra,
    exact,
    precision,
    precision_low,
    precision_high,
    recall,
    recall_low,
    recall_high,
    all_slots_f1
from source_metric_accuracy
order by golden_set, metric
