-- severity: info
-- scope: report
-- kind: year
-- meaning: 发布于应报年度之后 · Published after the year in which it was due
-- todo: 看年度是否有误 · see whether the year is right
-- message: {observed}年发布，应在{expected}年 · published in {observed}, due in {expected}
select
    report_id,
    try_cast(left(publish_date, 4) as double) as observed,
    report_year + 1 as expected,
    publish_date as detail,
    observed > expected as is_violated
from report
