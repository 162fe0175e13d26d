//! Words that attributes are made of. Unknown ones are kept.

macro_rules! words {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),+ $(,)? } )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A word that was not known when this was written, as sent.
            Other(String),
        }

        impl $name {
            /// The word, as it stands in the document.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )+
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $( $word => Self::$variant, )+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> Self {
                match word {
                    $name::Other(word) => word,
                    known => known.as_str().to_owned(),
                }
            }
        }
    )+ };
}

words! {
    /// What a panel is for; it decides on its colour and symbol.
    PanelType {
        /// Information: blue.
        Info = "info",
        /// A note: purple.
        Note = "note",
        /// A tip: green, like `Success`.
        Tip = "tip",
        /// Success: green.
        Success = "success",
        /// A warning: yellow.
        Warning = "warning",
        /// An error: red.
        Error = "error",
        /// Its own colour and symbol, in the attributes `panelColor` and `panelIcon`.
        Custom = "custom",
    }

    /// The colour of a status.
    StatusColor {
        /// Grey.
        Neutral = "neutral",
        /// Purple.
        Purple = "purple",
        /// Blue.
        Blue = "blue",
        /// Red.
        Red = "red",
        /// Yellow.
        Yellow = "yellow",
        /// Green.
        Green = "green",
    }

    /// Where something stands on the page's width.
    Alignment {
        /// In the middle.
        Center = "center",
        /// At the end of the line: right, in languages that are written from the left.
        End = "end",
    }
}
