from options.pages.overview import overview_page, weightiest


def test_the_weightiest_doubt_comes_first(reading):
    assert [claim.slug for claim in overview_page(reading).doubts] == ["art-02", "art-01"]


def test_doubts_of_one_weight_keep_the_order_of_the_text(reading):
    high = reading.claims["art-02"]
    same = [high.model_copy(update={"slug": f"art-{n}"}) for n in range(9)]
    assert [claim.slug for claim in weightiest(same)] == ["art-0", "art-1", "art-2", "art-3", "art-4"]


def test_what_is_not_settled_is_counted(reading):
    loose = overview_page(reading).loose
    assert (loose.unmet_in_all, loose.preconditions) == (1, 6)
    assert (loose.open, loose.contested, loose.questions) == (1, 1, 4)
    assert (loose.disputed, loose.scores) == (2, 15)


def test_judged_statements_are_counted_apart_from_uncited_ones(reading):
    loose = overview_page(reading).loose
    assert loose.judged > 0
    assert loose.uncited > 0
    assert loose.judged + loose.uncited < loose.statements


def test_entries_at_their_first_revision_are_no_changes(reading):
    assert overview_page(reading).changes == ()
