/// The typed settings of one module. A service declares its options here and reads its values in `init`:
///
///     public struct SNMPSettings: SettingsModule {
///         public static let name = "SNMP0"
///         public static let options = [
///             SettingsOption(name: "enable", kind: .flag, help: "…", manualSection: "4.9.5")
///         ]
///         public init(_ values: ModuleValues) throws(SettingsError) { isEnabled = values.flag("enable") }
///     }
public protocol SettingsModule: Sendable {
    /// The module's name in a file, such as `SNMP0`; for one with instances, the part before their number: `SNMP0-USER`.
    static var name: String { get }
    /// The numbers that instances may have (`SNMP0-USER1` …); `nil` for a module that stands once.
    static var instances: ClosedRange<Int>? { get }
    /// What the module does, one sentence.
    static var summary: String { get }
    /// The options, in the order in which help shows them.
    static var options: [SettingsOption] { get }
    /// Takes the module's values, each already checked against its option. Rules between options are checked here: an
    /// error names the option at fault in `option`, and the line is added to it.
    init(_ values: ModuleValues) throws(SettingsError)
}

extension SettingsModule {
    /// A module stands once unless it says otherwise.
    public static var instances: ClosedRange<Int>? { nil }
    /// No sentence unless the module gives one.
    public static var summary: String { "" }

    /// The module's defaults: what a file that does not name it gives. Throws when a required option has none.
    public static func defaults() throws(SettingsError) -> Self {
        try Self(ModuleValues(of: Self.self, name: name, instance: nil, given: [:]))
    }

    /// The option of that name.
    static func option(named name: String) -> SettingsOption? {
        options.first { $0.name == name }
    }
}
