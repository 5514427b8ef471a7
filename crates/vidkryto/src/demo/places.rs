//! Places of the sample city: large streets of Dnipro, on which houses are put by chance.

use super::random::Random;

/// A stretch of a street between two points, house numbers growing along it.
struct Street {
    name: &'static str,
    district: &'static str,
    postcode: &'static str,
    from: (f64, f64),
    to: (f64, f64),
}

/// An address with its coordinates.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Type and name of the street.
    pub(super) street: &'static str,
    /// House number.
    pub(super) number: String,
    /// КАТОТТГ of the district.
    pub(super) katottg: &'static str,
    /// Postcode.
    pub(super) postcode: &'static str,
    /// Degrees with six digits after the point.
    pub(super) latitude: String,
    /// Degrees with six digits after the point.
    pub(super) longitude: String,
}

const AMUR: &str = "UA12020010010114149";
const INDUSTRIAL: &str = "UA12020010010231764";
const NOVOKODATSKYI: &str = "UA12020010010350200";
const SAMARSKYI: &str = "UA12020010010475293";
const SOBORNYI: &str = "UA12020010010512802";
const TSENTRALNYI: &str = "UA12020010010639502";
const CHECHELIVSKYI: &str = "UA12020010010757287";
const SHEVCHENKIVSKYI: &str = "UA12020010010816623";

const fn street(
    name: &'static str,
    district: &'static str,
    postcode: &'static str,
    from: (f64, f64),
    to: (f64, f64),
) -> Street {
    Street { name, district, postcode, from, to }
}

/// Names are of real streets; the stretches follow them roughly, which is enough for a sample.
const STREETS: [Street; 24] = [
    street("просп. Дмитра Яворницького", TSENTRALNYI, "49000", (48.4775, 35.0170), (48.4640, 35.0440)),
    street("просп. Дмитра Яворницького", SOBORNYI, "49000", (48.4640, 35.0440), (48.4545, 35.0640)),
    street("вул. Січеславська Набережна", SOBORNYI, "49000", (48.4660, 35.0600), (48.4450, 35.0790)),
    street("вул. Набережна Перемоги", SOBORNYI, "49094", (48.4430, 35.0800), (48.4080, 35.1070)),
    street("просп. Науки", SOBORNYI, "49010", (48.4510, 35.0610), (48.4140, 35.0600)),
    street("вул. Космічна", SOBORNYI, "49100", (48.4270, 35.0500), (48.4210, 35.0700)),
    street("вул. Гоголя", SOBORNYI, "49044", (48.4630, 35.0490), (48.4520, 35.0450)),
    street("вул. Володимира Вернадського", SOBORNYI, "49027", (48.4660, 35.0600), (48.4560, 35.0490)),
    street("вул. Михайла Грушевського", TSENTRALNYI, "49000", (48.4710, 35.0280), (48.4610, 35.0120)),
    street("вул. Святослава Хороброго", TSENTRALNYI, "49000", (48.4690, 35.0240), (48.4570, 35.0330)),
    street("вул. Січових Стрільців", SHEVCHENKIVSKYI, "49069", (48.4690, 35.0350), (48.4540, 35.0250)),
    street("вул. Шевченка", SHEVCHENKIVSKYI, "49044", (48.4600, 35.0430), (48.4510, 35.0310)),
    street("просп. Богдана Хмельницького", SHEVCHENKIVSKYI, "49033", (48.4330, 35.0150), (48.3990, 35.0200)),
    street("вул. Запорізьке шосе", SHEVCHENKIVSKYI, "49107", (48.4000, 35.0230), (48.3780, 35.0340)),
    street("вул. Робоча", CHECHELIVSKYI, "49008", (48.4670, 35.0010), (48.4320, 34.9910)),
    street("просп. Сергія Нігояна", CHECHELIVSKYI, "49006", (48.4720, 35.0050), (48.4690, 34.9620)),
    street("вул. Набережна Заводська", NOVOKODATSKYI, "49081", (48.4790, 35.0060), (48.4790, 34.9560)),
    street("просп. Свободи", NOVOKODATSKYI, "49064", (48.4700, 34.9540), (48.4780, 34.9230)),
    street("просп. Слобожанський", AMUR, "49074", (48.4870, 35.0610), (48.5050, 35.0720)),
    street("вул. Передова", AMUR, "49021", (48.4960, 35.0110), (48.5070, 35.0290)),
    street("просп. Слобожанський", INDUSTRIAL, "49081", (48.5050, 35.0720), (48.5220, 35.0830)),
    street("вул. Калинова", INDUSTRIAL, "49087", (48.5020, 35.0510), (48.5210, 35.0600)),
    street("вул. Березинська", INDUSTRIAL, "49130", (48.5110, 35.1000), (48.5170, 35.1140)),
    street("вул. Гаванська", SAMARSKYI, "49112", (48.4010, 35.1210), (48.4000, 35.1430)),
];

/// How far from the middle of a street things stand, in degrees.
const ASIDE: f64 = 0.0008;

/// A place on one of the streets.
pub(super) fn place(random: &mut Random) -> Place {
    let index = usize::try_from(random.between(0, 23)).expect("one of 24 streets");
    let street = &STREETS[index];
    let along = random.between(0, 999);
    let share = f64::from(u32::try_from(along).expect("below a thousand")) / 1000.0;
    let coordinate =
        |from: f64, to: f64, aside: f64| format!("{:.6}", from + (to - from) * share + (aside - 0.5) * 2.0 * ASIDE);
    let letter = if random.chance(15) { random.pick(&["-А", "-Б", "-В"]) } else { "" };
    let (aside_latitude, aside_longitude) = (random.fraction(), random.fraction());
    Place {
        street: street.name,
        number: format!("{}{letter}", 1 + along / 6),
        katottg: street.district,
        postcode: street.postcode,
        latitude: coordinate(street.from.0, street.to.0, aside_latitude),
        longitude: coordinate(street.from.1, street.to.1, aside_longitude),
    }
}

impl Place {
    /// The value for an address field of the standards; `None` where the field says something else.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        match name {
            "CATUTTC" => Some(self.katottg),
            "addressPostCode" => Some(self.postcode),
            "addressAdminUnitL1" => Some("Україна"),
            "addressAdminUnitL2" => Some("Дніпропетровська область"),
            "addressAdminUnitL3" => Some("Дніпровський район"),
            "addressAdminUnitL4" => Some("Дніпровська"),
            "addressPostName" => Some("Дніпро"),
            "addressThoroughfare" => Some(self.street),
            "addressLocatorDesignator" => Some(&self.number),
            "lat" => Some(&self.latitude),
            "lon" => Some(&self.longitude),
            _ => None,
        }
    }
}
