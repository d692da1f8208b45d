import LogForwarding
import Settings
import WebServer

/// Settings with a module that stands once and one with instances.
enum SampleSettings {
    static let schema = SettingsSchema([WebSettings.self, ReceiverSettings.self])

    static let text = """
        # the hall
        config change HTTP0 /enable /address 127.0.0.1,::1
        config change RECEIVER2 /name attic /password "very secret" /kind fast
        config change PHONE /password x

        """
}

/// A module of the tests with every kind of option.
struct ReceiverSettings: SettingsModule {
    static let name = "RECEIVER"
    static let instances: ClosedRange<Int>? = 1...3
    static let summary = "Somebody who is told."
    static let options = [
        SettingsOption(name: "name", kind: .text, isRequired: true, length: 1...16, help: "The name."),
        SettingsOption(name: "password", kind: .secret, length: 4...32, help: "The password."),
        SettingsOption(name: "kind", kind: .choice(["fast", "slow"]), default: "slow", help: "How it is."),
        SettingsOption(name: "ports", kind: .list(of: .integer(1...9)), help: "Its ports."),
        SettingsOption(name: "network", kind: .network, help: "Where it is."),
        SettingsOption(name: "id", kind: .octets(2...4), help: "What it is."),
        SettingsOption(name: "loud", kind: .flag, help: "Whether it is loud.", manualSection: "4.9.3"),
    ]

    init(_ values: ModuleValues) throws(SettingsError) {
        if values.flag("loud"), values.text("kind") == "slow" {
            throw SettingsError(.invalidValue, "\(values.name): who is slow is not loud", option: "loud")
        }
    }
}
