"""The people of the stories, all invented, as a mail and a list of the centre name them."""

MAIL = """\
Bonjour Martine,

voici la liste des candidats au titre de janvier :
1. DUPONT-MOREAU Élodie
2. LEFÈVRE Jean-François (tiers temps)
3. LEROY Didier
4. BEN SALAH Aïcha
5. GARCIA Inès
6. NGUYEN Thi Hong
7. MARTIN Paul
8. Kévin LE GALL
9. O'NEILL Bruno
10. ÇELIK Maëlys
11. MOREAU Sophie
12. LE BRETON Yann

Bonne journée,
Claire
"""
"""Twelve candidats in a mail, one of them with a tiers temps."""

MEMBRES = """\
Nom\tPrénom\tOrganisme\tTéléphone
BENALI\tKarim\tLogiciels du Ponant\t06 12 34 56 01
PETIT\tNathalie\tAtelier Numérique\t06 12 34 56 02
FONTAINE\tMarc\tDatafaune\t06 12 34 56 03
ROUSSEAU\tCatherine\tMairie de Kerlouan\t06 12 34 56 04
CARON\tLouis\tÉcole du Goëlo\t06 12 34 56 05
DE LA TOUR\tMarie-Anne\tCap Réseaux\t06 12 34 56 06
"""
"""Six membres, copied from a sheet."""
