//! Safety: shelters and cameras.

use super::{
    bodies::{BUSINESSES, CAMERAS, COUNCIL, IMPROVEMENT},
    dataset::{About, DemoDataset, Form},
    months::{Month, before, register},
    places::place,
    sheet::{Sheet, cells},
    soil::{Soil, soil},
};

const SHELTERS: &str = "ua-835-2025/72/shelters";
const CAMERAS_TABLE: &str = "ua-835-2025/71/cameras";

pub(super) fn datasets() -> Vec<DemoDataset> {
    vec![about_shelters(), about_cameras()]
}

fn about_shelters() -> DemoDataset {
    About {
        identifier: "civil-protection-shelters",
        title: ("Захисні споруди цивільного захисту", "Civil protection shelters"),
        description: (
            "Сховища та укриття: адреса, координати, вид споруди, власник. Імена тих, хто зберігає ключі, замінено умовним записом. Не користуйтеся цими даними під час тривоги.",
            "Shelters: address, coordinates, kind and owner. Names of key holders are replaced by a placeholder. Do not rely on these data during an alert.",
        ),
        keywords: &[("укриття", "shelters"), ("цивільний захист", "civil protection"), ("безпека", "safety")],
        theme: "sotsialnyi-zakhyst",
        frequency: "once a month",
        publisher: "dnipro-council",
        purpose: ("Облік фонду захисних споруд.", "To keep account of protective structures."),
        standard: Some(SHELTERS),
        mandatory_item: Some("local-55"),
    }
    .monthly(4, Form::Framed("Перелік захисних споруд цивільного захисту (дані для демонстрації)", &[]), shelters_as_exported)
}

fn shelters_as_exported(month: &Month) -> Sheet {
    soil(
        shelters(month),
        &[
            ("balanceHolderId", Soil::LostZeros),
            ("addressThoroughfare", Soil::Spaces),
            ("purpose", Soil::LatinLetters),
            ("renterName", Soil::NothingWords),
            ("addressLocatorBuilding", Soil::NothingWords),
        ],
    )
}

fn shelters(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(SHELTERS);
    for mut entry in register(72, month, 310, 4) {
        let random = &mut entry.random;
        let place = place(random);
        let holder = if random.chance(60) { COUNCIL } else { IMPROVEMENT };
        let renter = random.chance(8).then(|| random.pick(&BUSINESSES));
        let used = random.pick(&["складське приміщення", "спортивна зала", "не використовується", "підземний паркінг"]);
        let used = if entry.changes > 0 { "не використовується" } else { used };
        sheet.push_at(&place, cells![
            "uid" => format!("04-{:05}", entry.number),
            "type" => random.pick(&["сховище", "протирадіаційне укриття", "найпростіше укриття", "найпростіше укриття"]),
            "ownershipForm" => "комунальна",
            "balanceHolderName" => holder.name,
            "balanceHolderId" => holder.code(),
            "renterName" => renter.map_or("", |renter| renter.name),
            "renterId" => renter.map_or(String::new(), |renter| renter.code()),
            "purpose" => used,
            "responsiblePersonName" => "Тестова Особа",
        ]);
    }
    sheet
}

fn about_cameras() -> DemoDataset {
    About {
        identifier: "cctv-cameras",
        title: ("Камери відеоспостереження", "CCTV cameras"),
        description: (
            "Камери комунальної власності: де стоять, куди дивляться, що вміють розпізнавати. Розташування вигадане.",
            "Cameras owned by the community: where they stand, where they look and what they recognize. The positions are invented.",
        ),
        keywords: &[("відеоспостереження", "CCTV"), ("камери", "cameras"), ("безпека", "safety")],
        theme: "sotsialnyi-zakhyst",
        frequency: "once a quarter",
        publisher: "dnipro-council",
        purpose: ("Облік камер комунальної власності.", "To keep account of cameras owned by the community."),
        standard: Some(CAMERAS_TABLE),
        mandatory_item: Some("local-54"),
    }
    .monthly(2, Form::Csv, cameras)
}

fn cameras(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(CAMERAS_TABLE);
    for mut entry in register(71, month, 380, 7) {
        let random = &mut entry.random;
        let place = place(random);
        let reads_plates = random.chance(35);
        sheet.push_at(
            &place,
            cells![
                "inventoryNumber" => format!("{:06}", entry.number),
                "model" => random.pick(&["Зразок IP-2M", "Зразок IP-4M", "Зразок PTZ-8M"]),
                "addressDescription" => random.pick(&["на опорі освітлення", "на фасаді", ""]),
                "balanceHolderName" => CAMERAS.name,
                "balanceHolderId" => CAMERAS.code(),
                "isFaceRecognition" => false,
                "isSpeedRecognition" => reads_plates && random.chance(30),
                "isNumberRecognition" => reads_plates || entry.changes > 0,
                "isViolationsRecognition" => reads_plates && random.chance(20),
                "cameraDirection" => format!("{} {}", random.pick(&["уздовж", "у бік перехрестя на"]), place.street),
                "installationDate" => before(entry.entered, random, 90, 2500),
            ],
        );
    }
    sheet
}
