-- The reading that counts of each document: the current extractor's, else the latest. After a run over one report year
-- alone, the documents of the other years still stand as an earlier extractor read them.
select *
from lake_ledger
qualify row_number() over (
    partition by document_id order by extractor_version = $extractor_version desc, first_run desc, extractor_version
) = 1
