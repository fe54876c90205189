-- severity: info
-- scope: report
-- kind: figures
-- meaning: 整十数多得出奇 · More figures than chance allows are multiples of ten
-- todo: 看数字是否为估计数 · see whether the figures are estimates
-- message: {observed}个数字是整十数，偶然约{expected}个（{detail}） · {observed} figures are multiples of ten, where chance makes {expected} ({detail})
-- Exact counts of a hundred and more, ten of them at least. Chance: one in ten; the binomial tail below one in a thousand.
with tailed as (
    select
        report_id,
        large_count as n,
        round_count as k,
        list_sum(list_transform(
            range(k, n + 1),
            lambda i: exp(
                lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * ln(0.1) + (n - i) * ln(0.9)
            )
        )) as chance
    from report_trait
)
select
    report_id,
    k as observed,
    0.1 * n as expected,
    format('{} / {}', k, n) as detail,
    case when n >= 10 then chance < 0.001 end as is_violated
from tailed
