-- 同一报告中前后各句 · The sentences of a report around an offset, as they may be shown.
select distinct sentence_start, sentence_end, sentence
from observation
where report_id = $report_id and sentence_end > $start - $reach and sentence_start < $end + $reach
order by sentence_start, sentence_end
