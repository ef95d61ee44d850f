"""A small standard of our own invention, printed in the form of the Estonian one, with some of its damage."""

MADE = b"""
OCCUPATIONAL QUALIFICATION STANDARD

Junior IT Systems Specialist (of lamps), EstQF Level 4

Oil Technician, Level 4\t4

A.2 Tasks
<p>A.2.1 Lamp lighting (e-CF competences A.4, A.6 & B.1)</p> <p>A.2.2 Oil keeping (e-CF competence C.1)</p>

B.1 Structure
Competences B.3.2 Oil keeping and B.3.1 Lamp lighting must be certified when applying for the partial occupational qualification for Oil Keeper, Level 4.

B.2 General skills
<ol> 1) Keeps dry. 2) Greets ships.</ol>

B.3 Competences\t
B.3.1 Lamp lighting\tEstQF Level 4
Performance indicators:\t
<ol> 1. Lights the lamp at dusk. 2. Trims the wick. 3. Cleans the glass. </ol>

B.3.2 Oil keeping\tEstQF Level 4
------\t------

- Performance indicators:
1. Counts the barrels.

2. Orders oil in time.
 3. Watches for leaks
   and reports them.

Part C
1. ID of occupational qualification standard in register of occupational qualifications\tX-1
6. Occupational qualification standard valid until\t22.09.2024
7. Occupational qualification standard version no.\t6
"""
OTHER = MADE.replace(b"dusk", b"dawn")
