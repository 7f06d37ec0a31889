//! How a name may be typed: folded letters, pinyin and pinyin initials, so that search finds every script.

use pinyin::ToPinyin;

/// The spellings of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    folded: String,
    /// `shanghaijidian` for 上海机电; empty without Chinese characters.
    pinyin: String,
    /// `shjd`.
    initials: String,
}

impl Spelling {
    #[must_use]
    pub fn of(name: &str) -> Spelling {
        let (mut pinyin, mut initials, mut has_chinese) = (String::new(), String::new(), false);
        for character in name.chars() {
            if let Some(sound) = character.to_pinyin() {
                has_chinese = true;
                pinyin.push_str(sound.plain());
                initials.push_str(sound.first_letter());
            } else if character.is_alphanumeric() {
                pinyin.extend(character.to_lowercase());
                initials.extend(character.to_lowercase());
            }
        }
        if !has_chinese {
            pinyin.clear();
            initials.clear();
        }
        Spelling {
            folded: fold(name),
            pinyin,
            initials,
        }
    }

    /// Whether what was typed (folded already) is part of the name in any spelling.
    #[must_use]
    pub fn contains(&self, folded: &str) -> bool {
        if self.folded.contains(folded) {
            return true;
        }
        let dense: String = folded.chars().filter(|character| character.is_alphanumeric()).collect();
        !dense.is_empty() && (self.pinyin.contains(&dense) || self.initials.contains(&dense))
    }

    /// The key that sorts names: by sound where there is one.
    #[must_use]
    pub fn sort_key(&self) -> &str {
        if self.pinyin.is_empty() {
            &self.folded
        } else {
            &self.pinyin
        }
    }
}

/// Small letters without accents, for comparing what people type.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

/// A letter without its accent, for the letters of European names.
fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_names_are_found_by_characters_pinyin_and_initials() {
        let name = Spelling::of("上海机电有限公司");
        for typed in ["机电", "shanghai", "shjd", "shanghai jidian"] {
            assert!(name.contains(&fold(typed)), "{typed}");
        }
        assert!(!name.contains("beijing"));
    }

    #[test]
    fn accents_do_not_hide_a_name() {
        assert!(Spelling::of("Łódź Präzision GmbH").contains(&fold("lodz prazision")));
        assert!(!Spelling::of("Acme").contains("zz"));
    }
}
