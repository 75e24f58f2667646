"""The cards of common sense: what makes one planning better than another that costs the same, the gravest first."""

from tpplanner.rules.card import CommonSenseCard

CARDS = (
    CommonSenseCard(
        name="jours_avant",
        enonce="Jours de la session laissés libres avant le premier utilisé.",
        constat=("jour laissé libre avant le premier", "jours laissés libres avant le premier"),
        essai="tests/audit/test_odd.py::test_days_that_stay_free_before_the_first_one_used_are_told",
    ),
    CommonSenseCard(
        name="jurys_d_un_candidat",
        enonce="Jurys d'un jour qui n'entendent qu'un candidat, à côté d'autres jurys.",
        constat=("jury pour un seul candidat", "jurys pour un seul candidat"),
        essai="tests/audit/test_odd.py::test_a_jury_for_one_candidat_beside_another_is_odd",
    ),
    CommonSenseCard(
        name="salles_de_trop",
        enonce="Salles en plus de celles qui suffisent à ceux qui commencent ensemble une épreuve commune.",
        constat=(
            "salle de plus qu'il n'en faut pour une épreuve commune",
            "salles de plus qu'il n'en faut pour une épreuve commune",
        ),
        essai="tests/audit/test_odd.py::test_a_room_is_too_many_where_the_others_have_posts_enough",
    ),
    CommonSenseCard(
        name="ordre_des_jours",
        enonce="Paires de candidats aux mêmes épreuves qui ne viennent pas dans l'ordre demandé d'un jour à l'autre.",
        constat=(
            "paire de candidats qui n'est pas dans l'ordre demandé d'un jour à l'autre",
            "paires de candidats qui ne sont pas dans l'ordre demandé d'un jour à l'autre",
        ),
        essai="tests/audit/test_odd.py::test_pairs_of_whom_the_later_in_the_order_asked_for_comes_on_an_earlier_day",
    ),
    CommonSenseCard(
        name="jurys_appeles_tot",
        enonce="Jurys présents avant leur pause méridienne sans entendre personne jusque-là.",
        constat=(
            "jury appelé avant sa pause sans entendre personne",
            "jurys appelés avant leur pause sans entendre personne",
        ),
        essai="tests/audit/test_odd.py::test_a_jury_that_hears_nobody_before_its_lunch_is_called_too_soon",
    ),
    CommonSenseCard(
        name="lectures_eloignees",
        enonce=(
            "Dossiers lus dans une autre demi-journée que celle de l'oral, avant qu'un autre candidat soit entendu, ailleurs "
            "que pendant l'épreuve commune de leur candidat."
        ),
        constat=("dossier lu dans une autre demi-journée", "dossiers lus dans une autre demi-journée"),
        essai="tests/audit/test_odd.py::test_a_file_is_read_in_the_half_day_of_its_oral_or_while_its_candidat_writes",
    ),
    CommonSenseCard(
        name="debuts_du_jour",
        enonce="Minutes, chaque jour, entre l'heure *Accueil des candidats* et l'accueil, ou le premier passage.",
        constat=(
            "minute entre l'heure d'accueil des candidats et le début du jour",
            "minutes entre l'heure d'accueil des candidats et le début du jour",
        ),
        essai="tests/audit/test_odd.py::test_a_day_begins_when_candidats_may_be_called",
    ),
    CommonSenseCard(
        name="attente_au_service",
        enonce="Minutes pendant lesquelles attendent un comédien après son accueil, un responsable avant le début du jour.",
        constat=("minute d'attente pour le comédien", "minutes d'attente pour le comédien"),
        essai="tests/audit/test_odd.py::test_a_comedien_waits_from_his_accueil_to_his_first_passage",
    ),
    CommonSenseCard(
        name="salles_de_jury_changees",
        enonce="Fois où les mêmes membres changent de salle d'un jour à l'autre.",
        constat=("changement de salle d'un même jury", "changements de salle d'un même jury"),
        essai="tests/audit/test_odd.py::test_the_same_membres_keep_their_room_from_a_day_to_the_next",
    ),
    CommonSenseCard(
        name="accueils_a_confier",
        enonce=(
            "Accueils qu'un suppléant tient parce que le responsable en tient un autre au même moment ; les jurys qui "
            "commencent ensemble sont accueillis ensemble."
        ),
        constat=("accueil à confier à un suppléant", "accueils à confier à un suppléant"),
        essai="tests/audit/test_odd.py::test_an_accueil_is_somebody_else_s_where_whoever_leads_receives_the_candidats",
    ),
    CommonSenseCard(
        name="dejeuners_separes",
        enonce="Heures différentes auxquelles les jurys d'un jour déjeunent, sauf une.",
        constat=("déjeuner de jury à une autre heure", "déjeuners de jury à d'autres heures"),
        essai="tests/audit/test_odd.py::test_juries_have_lunch_together",
    ),
    CommonSenseCard(
        name="heures_rompues",
        enonce=(
            "Travaux des jurys et premiers passages des candidats qui ne commencent pas sur un multiple de cinq minutes."
        ),
        constat=("heure hors des multiples de 5 minutes", "heures hors des multiples de 5 minutes"),
        essai="tests/audit/test_odd.py::test_hours_that_nothing_binds_are_multiples_of_five",
    ),
)
