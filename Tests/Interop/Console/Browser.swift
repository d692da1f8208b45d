import Foundation
import Testing

/// Peers/browser.py: Chromium, as a person uses it.
enum Browser {
    private static let script = Repository.root + "/Tests/Interop/Peers/browser.py"

    /// Where pictures of the pages are kept, as output of the tests.
    static let pictures: String = {
        let folder = Repository.root + "/.build/console-pictures"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }()

    /// What a run of the script printed.
    static func run<Value: Decodable>(_ arguments: [String], _ type: Value.Type = Value.self) async throws -> Value {
        let result = try await runTool(.python, [script] + arguments, seconds: 240)
        try #require(result.exitCode == 0, "\(result.everything)")
        return try JSONDecoder().decode(type, from: Data(result.output.utf8))
    }

    /// What came of one of the script's flows.
    static func flow<Value: Decodable>(
        _ name: String, at base: String, _ account: ConsoleAccount, _ type: Value.Type = Value.self
    ) async throws -> Value {
        let folder = try pictures(of: name)
        return try await run(["flow", base, account.name, ConsoleAccount.password, folder, name])
    }

    /// A folder for the pictures of a test.
    static func pictures(of name: String) throws -> String {
        let folder = pictures + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// An account that tests log in with. All have one password.
enum ConsoleAccount: String, CaseIterable, Sendable {
    case administrator
    case auditor
    case userAdministrator

    static let password = "operator pass 1"
    /// scrypt of the password with a known salt.
    private static let hash = "scrypt$16384$8$1$MDEyMzQ1Njc4OWFiY2RlZg$2uvLTxi8SC_g49ZDnfCUFTMEFLqdL18MDx79QUQN_6M"

    /// The name for log-in.
    var name: String {
        switch self {
        case .administrator: "olga"
        case .auditor: "anna"
        case .userAdministrator: "ulf"
        }
    }

    private var role: String {
        switch self {
        case .administrator: "system-administrator"
        case .auditor: "auditor"
        case .userAdministrator: "user-administrator"
        }
    }

    /// The settings of all accounts.
    static var lines: [String] {
        allCases.enumerated().map { place, account in
            "config change HTTP0-USER\(place + 1) /name \(account.name) /role \(account.role) /password \(hash)"
        }
    }
}

extension AgentSettingsText {
    /// An agent with the console's accounts.
    static func console(radios: Int = 24, scenario: String = "busy-hour", lines: [String] = []) -> AgentSettingsText {
        var settings = AgentSettingsText()
        settings.radios = radios
        settings.scenario = scenario
        settings.lines = ConsoleAccount.lines + lines
        return settings
    }

    /// A device that answers nothing, beside the simulated ones.
    static let watchedDevice = [
        "config change FEED0-CREDENTIALS1 /name ward /snmp v1 /community nobody",
        "config change FEED0-DEVICE1 /address 127.0.0.9 /name \"Ward <3>\" /credentials ward /feeds traps,logs",
    ]
}
