"""What is said of a deed: the nine statuses over invented sentences. Each names the word that states the deed."""

import pytest

import ebla

CASES = [
    ("occurred", "shelled", "Government forces shelled the town of Saraqib on Monday."),
    ("occurred", "captured", "The army said it had captured the town of Saraqib."),
    ("occurred", "retake", "The army managed to retake the town of Saraqib."),
    ("occurred", "urged", "The United Nations urged both sides to stop the fighting."),
    ("occurred", "condemned", "France condemned the attack on the hospital in Aleppo."),
    ("occurred", "vowed", "The rebels vowed to strike back."),
    ("occurred", "executed", "Residents accuse the soldiers of having executed young men in Tshimbulu."),
    ("occurred", "bombed", "After being bombed twice, the hospital in Aleppo was closed."),
    ("occurred", "kidnapped", "Gunmen who kidnapped four nuns in Maalula have fled."),
    ("occurred", "attacked", "Having attacked the barracks in Gao, the rebels withdrew."),
    ("ongoing", "shelling", "The rebels are shelling the city of Aleppo."),
    ("ongoing", "besieged", "The army has besieged the town of Madaya since July."),
    ("ongoing", "Fighting", "Fighting continues in Aleppo."),
    ("ongoing", "battling", "Soldiers and rebels have been battling in Hama for three days."),
    ("planned", "capture", "The general aims to capture the air base at Saraqib."),
    ("planned", "capturing", "The general has been charged with the task of capturing Saraqib."),
    ("planned", "attack", "Troops were sent north to attack the town of Saraqib."),
    ("planned", "deploy", "Police will deploy more troops to Bamako on Friday."),
    ("planned", "storm", "The plan to storm the prison in Hasakah was kept secret."),
    ("planned", "drive", "The separatists announced an operation to drive Georgian troops from the gorge."),
    ("planned", "retake", "The rebels are preparing to retake Saraqib."),
    ("promised", "release", "The government agreed to release forty prisoners."),
    ("promised", "withdraw", "The colonel promised to withdraw his men from Goma."),
    ("promised", "support", "We will support the government of Iraq."),
    ("demanded", "withdraw", "The council called on the rebels to withdraw from Goma."),
    ("demanded", "release", "The families demanded the release of the hostages in Jolo."),
    ("demanded", "stop", "The United Nations urged both sides to stop the fighting."),
    ("demanded", "lay", "The bishops urged the militia to lay down its weapons."),
    ("threatened", "strike", "The rebels vowed to strike back."),
    ("threatened", "invade", "Turkey threatened to invade Syria."),
    ("threatened", "attack", "The rebels warned that they would attack the airport of Goma."),
    ("forecast", "attack", "The threat of attack on Goma remains."),
    ("forecast", "trigger", "Aid workers warned that the offensive could trigger another wave of refugees."),
    ("forecast", "massacre", "Aid workers feared a massacre in Goma."),
    ("hypothetical", "attack", "If the rebels attack the city of Goma, the road will be cut."),
    ("hypothetical", "taken", "Had the rebels taken Goma, the war would be over."),
    ("denied", "bombing", "The army denied bombing the clinic in Aleppo."),
    ("denied", "shelling", "No shelling was reported in Aleppo on Monday."),
    ("denied", "capture", "The rebels failed to capture the town of Saraqib."),
    ("denied", "denied", "Rebels shelled Goma on Monday. A rebel spokesman denied it."),
    ("denied", "attack", "The rebels did not attack the town of Goma."),
]  # fmt: skip


@pytest.mark.parametrize(("status", "word", "text"), CASES, ids=[f"{s}-{n}" for n, (s, _, _) in enumerate(CASES)])
def test_status_of_a_deed(status, word, text):
    reading = ebla.read(text, report_date="2019-08-14")
    told = [
        claim.status
        for claim in reading.claims
        if any(word in text[start:end] for start, end in claim.evidence["trigger"]) and hasattr(claim, "event_type")
    ]
    assert status in told, [(c.status, [text[a:b] for a, b in c.evidence["trigger"]]) for c in reading.claims]
