//! Bodies that the sample city's tables name. Only the council is real; the others are plainly invented.

/// A legal entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Body {
    /// Full name.
    pub(super) name: &'static str,
    /// The first seven digits of its ЄДРПОУ.
    stem: u32,
}

const fn body(stem: u32, name: &'static str) -> Body {
    Body { name, stem }
}

/// The council: name and code are facts.
pub(super) const COUNCIL: Body = body(2_651_051, "Дніпровська міська рада");
/// Looks after parking.
pub(super) const PARKING: Body = body(9_900_101, "КП «Демопаркінг»");
/// Looks after streets and yards.
pub(super) const IMPROVEMENT: Body = body(98_102, "КП «Демоблагоустрій»");
/// Carries waste away.
pub(super) const WASTE: Body = body(99_103, "КП «Прикладчистомісто»");
/// Watches over cameras.
pub(super) const CAMERAS: Body = body(9_900_104, "КП «Демовідеоконтроль»");
/// Keeps water running.
pub(super) const WATER: Body = body(990_105, "КП «Демоводопостачання»");
/// Keeps houses warm.
pub(super) const HEAT: Body = body(991_106, "КП «Прикладтепло»");
/// Keeps lamps alight.
pub(super) const LIGHT: Body = body(9_900_107, "КП «Демосвітло»");
/// Checks what builders do.
pub(super) const SUPERVISION: Body = body(9_900_108, "ТОВ «Тестнагляд»");
/// Builds.
pub(super) const BUILDERS: [Body; 4] = [
    body(990_201, "ТОВ «Тестбуд»"),
    body(97_202, "ТОВ «Прикладшлях»"),
    body(9_900_203, "ПП «Демомонтаж»"),
    body(9_900_204, "ТОВ «Зразокпроєкт»"),
];
/// Trade, advertise, charge cars.
pub(super) const BUSINESSES: [Body; 6] = [
    body(990_301, "ТОВ «Приклад-Трейд»"),
    body(96_302, "ТОВ «Демомаркет»"),
    body(9_900_303, "ПП «Зразок-Сервіс»"),
    body(9_900_304, "ТОВ «Тестенерго»"),
    body(9_900_305, "ТОВ «Демореклама»"),
    body(9_900_306, "ПП «Умовна крамниця»"),
];

impl Body {
    /// Its ЄДРПОУ: eight digits, the last one by the register's rule.
    pub(super) fn code(&self) -> String {
        format!("{:07}{}", self.stem, self.check_digit())
    }

    /// Codes from 30 to 60 million have their own weights; a remainder of ten is counted again with weights larger by two.
    fn check_digit(&self) -> u32 {
        let weights: [u32; 7] =
            if (3_000_000..6_000_000).contains(&self.stem) { [7, 1, 2, 3, 4, 5, 6] } else { [1, 2, 3, 4, 5, 6, 7] };
        match self.remainder(weights) {
            10 => self.remainder(weights.map(|weight| weight + 2)) % 10,
            digit => digit,
        }
    }

    fn remainder(&self, weights: [u32; 7]) -> u32 {
        let digits = (0..7).map(|place| self.stem / 10_u32.pow(6 - place) % 10);
        digits.zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
    }
}

/// Every body, for tests of their codes.
#[cfg(test)]
pub(super) fn all() -> Vec<Body> {
    let mut bodies = vec![COUNCIL, PARKING, IMPROVEMENT, WASTE, CAMERAS, WATER, HEAT, LIGHT, SUPERVISION];
    bodies.extend(BUILDERS);
    bodies.extend(BUSINESSES);
    bodies
}

#[cfg(test)]
mod tests {
    use super::COUNCIL;

    #[test]
    fn the_check_digit_of_the_councils_code_is_the_one_its_passports_show() {
        assert_eq!(COUNCIL.code(), "26510514");
    }
}
