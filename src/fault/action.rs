//! What the program can do about a fault or finding, for callers that offer it: the command
//! line as an option or a command, a page as a button.

/// Something that a caller may offer to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Choose another folder for what is written.
    ChooseOutput,
    /// Choose the folder of the office's own templates and sheets.
    ChooseTemplates,
    /// Choose the folder of the typeface.
    ChooseFonts,
    /// Choose the set of indicators.
    ChooseFramework,
    /// Choose the month.
    ChoosePeriod,
    /// Choose a sheet of a workbook.
    ChooseSheet,
    /// Choose the number of workers.
    ChooseWorkers,
    /// Print the units of a lô that are right, without the rest.
    PrintTheRest,
    /// Make one part of a lô.
    MakePart,
    /// List the templates and sheets.
    ListTemplates,
    /// Copy a template with its sheets, to change it.
    CopyTemplate,
    /// Show the points of all units.
    ShowPoints,
    /// Show how each point is computed.
    ShowDerivation,
}

impl Action {
    const ALL: [Self; 13] = [
        Self::ChooseOutput,
        Self::ChooseTemplates,
        Self::ChooseFonts,
        Self::ChooseFramework,
        Self::ChoosePeriod,
        Self::ChooseSheet,
        Self::ChooseWorkers,
        Self::PrintTheRest,
        Self::MakePart,
        Self::ListTemplates,
        Self::CopyTemplate,
        Self::ShowPoints,
        Self::ShowDerivation,
    ];

    /// The one of this word.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.id() == id)
    }

    /// The word for programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::ChooseOutput => "choose-output",
            Self::ChooseTemplates => "choose-templates",
            Self::ChooseFonts => "choose-fonts",
            Self::ChooseFramework => "choose-framework",
            Self::ChoosePeriod => "choose-period",
            Self::ChooseSheet => "choose-sheet",
            Self::ChooseWorkers => "choose-workers",
            Self::PrintTheRest => "print-the-rest",
            Self::MakePart => "make-part",
            Self::ListTemplates => "list-templates",
            Self::CopyTemplate => "copy-template",
            Self::ShowPoints => "show-points",
            Self::ShowDerivation => "show-derivation",
        }
    }
}
