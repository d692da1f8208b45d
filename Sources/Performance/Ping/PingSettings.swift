public import Settings

/// The automatic pings (manual 4.23.7).
public struct PingSettings: SettingsModule {
    /// A destination.
    public struct Destination: Hashable, Sendable {
        /// `PING1` or `PING2`.
        public var name: String
        /// An address or a name.
        public var target: String
        /// Seconds between two requests.
        public var intervalSeconds: Int
    }

    /// The module's name in the settings.
    public static let name = "PING0"
    /// What the module is for.
    public static let summary = "Pings one or two destinations, and keeps round trips and losses."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "destination-1", kind: .text, length: 1...253, help: "The first destination: an address or a name.",
            manualSection: "4.23.7"),
        SettingsOption(
            name: "interval-1", kind: .integer(1...3600), default: "10", help: "Seconds between two requests to it.",
            manualSection: "4.23.7"),
        SettingsOption(
            name: "destination-2", kind: .text, length: 1...253, help: "The second destination.",
            manualSection: "4.23.7"),
        SettingsOption(
            name: "interval-2", kind: .integer(1...3600), default: "10", help: "Seconds between two requests to it.",
            manualSection: "4.23.7"),
        SettingsOption(
            name: "timeout", kind: .integer(100...10_000), default: "2000",
            help: "Milliseconds after which a request counts as lost."),
        SettingsOption(
            name: "family", kind: .choice(Echo.Family.allCases.map(\.rawValue)), default: "any",
            help: "Which addresses of a name are used."),
    ]

    /// The destinations.
    public var destinations: [Destination]
    /// Milliseconds after which a request counts as lost.
    public var timeoutMilliseconds: Int
    /// Which addresses of a name are used.
    public var family: Echo.Family

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        destinations = [1, 2].compactMap { number in
            values.text("destination-\(number)").map {
                Destination(
                    name: "PING\(number)", target: $0, intervalSeconds: values.integer("interval-\(number)") ?? 10)
            }
        }
        timeoutMilliseconds = values.integer("timeout") ?? 2000
        family = Echo.Family(rawValue: values.text("family") ?? "any") ?? .any
    }
}
