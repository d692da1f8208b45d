import NetworkValues

@testable import Settings

/// A module like the agent's own for SNMP, with an option of every kind.
struct ServiceSettings: SettingsModule, Equatable {
    static let name = "SNMP0"
    static let options = [
        SettingsOption(name: "enable", kind: .flag, help: "Turns the service on.", manualSection: "4.9.5"),
        SettingsOption(name: "community", kind: .secret, default: "public", length: 1...64, help: "Who may read."),
        SettingsOption(name: "location", kind: .text, length: 0...32, help: "Where it stands."),
        SettingsOption(
            name: "port", kind: .integer(1...65_535), default: "161", help: "The port.", takesEffect: .restart),
        SettingsOption(
            name: "mode", kind: .choice(["Read", "Write", "Read-Write"]), default: "Read", help: "What for."),
        SettingsOption(name: "gateway", kind: .address, help: "An address."),
        SettingsOption(name: "listen", kind: .endpoint, default: "127.0.0.1", help: "Where to listen."),
        SettingsOption(name: "engine", kind: .octets(5...32), help: "An engine ID."),
        SettingsOption(name: "trap", kind: .list(of: .address), help: "Who gets traps."),
        SettingsOption(name: "allow", kind: .list(of: .network), default: "0.0.0.0/0, ::/0", help: "Who may ask."),
        SettingsOption(name: "keys", kind: .list(of: .secret), length: 4...64, help: "Keys."),
    ]

    var isEnabled: Bool
    var community: Secret?
    var location: String?
    var port: Int?
    var mode: String?
    var gateway: IPAddress?
    var listen: SettingsEndpoint?
    var engine: [UInt8]?
    var traps: [IPAddress]
    var allowed: [IPNetwork]
    var keys: [Secret]

    init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        community = values.secret("community")
        location = values.text("location")
        port = values.integer("port")
        mode = values.text("mode")
        gateway = values.address("gateway")
        listen = values.endpoint("listen")
        engine = values.octets("engine")
        traps = values.addresses("trap")
        allowed = values.networks("allow")
        keys = values.secrets("keys")
    }
}

/// A module with instances, a required option and a rule between options.
struct UserSettings: SettingsModule, Equatable {
    static let name = "SNMP0-USER"
    static let instances: ClosedRange<Int>? = 1...16
    static let options = [
        SettingsOption(name: "name", kind: .text, isRequired: true, length: 1...32, help: "The user's name."),
        SettingsOption(name: "auth", kind: .choice(["none", "SHA", "SHA-256"]), default: "none", help: "Algorithm."),
        SettingsOption(name: "auth-password", kind: .secret, length: 8...64, help: "Password."),
        SettingsOption(name: "priv", kind: .choice(["none", "AES-128"]), default: "none", help: "Algorithm."),
    ]

    var instance: Int?
    var name: String
    var password: Secret?

    init(_ values: ModuleValues) throws(SettingsError) {
        guard let name = values.text("name") else { throw SettingsError(.missingOption, "no name", option: "name") }
        if values.text("priv") != "none", values.text("auth") == "none" {
            throw SettingsError(.invalidValue, "encryption needs authentication; give /auth too", option: "priv")
        }
        instance = values.instance
        self.name = name
        password = values.secret("auth-password")
    }
}

let schema = SettingsSchema([ServiceSettings.self, UserSettings.self])

/// The document of a text that has no errors, or an error.
func document(_ text: String) throws -> SettingsDocument {
    let (document, problems) = SettingsDocument.parse(text, schema: schema)
    if let problem = problems.first(where: { $0.severity == .error }) {
        throw SettingsError(.invalidText, problem.message, line: problem.line)
    }
    return document
}

/// The problems of a text as they are printed.
func problems(_ text: String) -> [String] {
    SettingsDocument.parse(text, schema: schema).problems.map(\.description)
}

/// A small generator with a fixed seed (SplitMix64), so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
