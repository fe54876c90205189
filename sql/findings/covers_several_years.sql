-- severity: info
-- scope: report
-- kind: year
-- meaning: 标题跨越多年 · The title covers several years
-- todo: 数字可能不止一年 · figures may be those of more than one year
-- message: 标题跨越多年，取{observed}（{detail}） · the title covers several years, taken for {observed} ({detail})
select report_id, report_year as observed, year_evidence as detail, contains(year_evidence, 'span:') as is_violated
from report
