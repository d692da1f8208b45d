import Foundation
import Testing

/// A variable as Net-SNMP's tools print it with `-On`.
struct PrintedVariable: Sendable, Equatable {
    /// The name, numbers only, with a dot in front.
    var oid: String
    /// The type as printed: `STRING`, `INTEGER`, `Counter64`; empty for what has none, such as `No Such Object …`.
    var type: String
    /// The value as printed, without the quotes of a string.
    var value: String

    init?(line: String) {
        guard line.hasPrefix("."), let sign = line.range(of: " = ") else { return nil }
        oid = String(line[..<sign.lowerBound])
        let rest = String(line[sign.upperBound...])
        let name = rest.prefix { $0 != ":" }
        if rest.contains(": "), !name.contains(" ") || name == "Network Address" || name == "Hex-STRING" {
            type = String(name)
            value = String(rest.dropFirst(name.count + 2))
        } else {
            type = rest == "\"\"" ? "STRING" : ""
            value = rest
        }
        if value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 {
            value = String(value.dropFirst().dropLast())
        }
    }

    /// The sub-identifiers of the name.
    var parts: [UInt32] { oid.split(separator: ".").compactMap { UInt32($0) } }
}

extension ToolResult {
    /// The variables that one of Net-SNMP's tools printed. Long values go on in further lines.
    var variables: [PrintedVariable] {
        var joined: [String] = []
        for line in lines {
            if line.hasPrefix(".") || joined.isEmpty {
                joined.append(line)
            } else {
                joined[joined.count - 1] += line
            }
        }
        return joined.compactMap { PrintedVariable(line: $0) }
    }
}

/// How a manager says who it is.
struct Credentials: Sendable, CustomTestStringConvertible {
    /// The arguments of Net-SNMP's tools.
    var arguments: [String]
    /// For the names of test cases.
    var testDescription: String

    static let v1 = Credentials(arguments: ["-v1", "-c", "public"], testDescription: "v1")
    static let v2c = Credentials(arguments: ["-v2c", "-c", "public"], testDescription: "v2c")

    /// A user of version 3.
    static func user(_ pair: AlgorithmPair) -> Credentials {
        var arguments = ["-v3", "-u", pair.userName, "-l", pair.level]
        if let name = pair.authentication?.toolName {
            arguments += ["-a", name, "-A", AgentSettingsText.authenticationPassword]
        }
        if let name = pair.privacy?.toolName { arguments += ["-x", name, "-X", AgentSettingsText.privacyPassword] }
        return Credentials(arguments: arguments, testDescription: pair.userName)
    }
}

/// A pair of algorithms of version 3, and the user that has it.
struct AlgorithmPair: Sendable, Hashable, CustomTestStringConvertible {
    enum Authentication: String, CaseIterable, Sendable {
        case md5 = "MD5"
        case sha = "SHA"
        case sha224 = "SHA-224"
        case sha256 = "SHA-256"
        case sha384 = "SHA-384"
        case sha512 = "SHA-512"

        /// The name that Net-SNMP's tools know.
        var toolName: String { rawValue }
        /// The name in the agent's settings.
        var settingsName: String { rawValue }
    }

    enum Privacy: String, CaseIterable, Sendable {
        case des = "DES"
        case aes128 = "AES-128"
        case aes192 = "AES-192"
        case aes256 = "AES-256"
        case aes192Reeder = "AES-192-C"
        case aes256Reeder = "AES-256-C"

        /// The name that Net-SNMP's tools know.
        var toolName: String {
            switch self {
            case .des: "DES"
            case .aes128: "AES"
            case .aes192: "AES-192"
            case .aes256: "AES-256"
            case .aes192Reeder: "AES192C"
            case .aes256Reeder: "AES256C"
            }
        }
    }

    var authentication: Authentication?
    var privacy: Privacy?

    /// Every pair that the agent knows, from none to the strongest.
    static let all: [AlgorithmPair] =
        [AlgorithmPair()]
        + Authentication.allCases.flatMap { authentication in
            [AlgorithmPair(authentication: authentication)]
                + Privacy.allCases.map { AlgorithmPair(authentication: authentication, privacy: $0) }
        }
    /// One pair of each kind, for peers that know fewer.
    static let some = [
        AlgorithmPair(), AlgorithmPair(authentication: .sha256),
        AlgorithmPair(authentication: .sha256, privacy: .aes128),
    ]

    var userName: String {
        "u-\(authentication?.rawValue ?? "none")-\(privacy?.rawValue ?? "none")".lowercased()
    }

    var level: String {
        authentication == nil ? "noAuthNoPriv" : privacy == nil ? "authNoPriv" : "authPriv"
    }

    var testDescription: String { userName }

    /// The user in the agent's settings.
    var user: AgentSettingsText.User {
        AgentSettingsText.User(
            name: userName, authentication: authentication?.settingsName, privacy: privacy?.rawValue)
    }
}

extension AgentSettingsText {
    /// Settings with a user for each of these pairs.
    static func users(_ pairs: [AlgorithmPair]) -> AgentSettingsText {
        AgentSettingsText(users: pairs.map(\.user))
    }
}

/// Names that more than one suite asks for.
enum OIDs {
    static let sysDescr = ".1.3.6.1.2.1.1.1.0"
    static let sysUpTime = ".1.3.6.1.2.1.1.3.0"
    static let sysContact = ".1.3.6.1.2.1.1.4.0"
    static let sysName = ".1.3.6.1.2.1.1.5.0"
    static let sysLocation = ".1.3.6.1.2.1.1.6.0"
    static let ifDescr = ".1.3.6.1.2.1.2.2.1.2"
    static let ifPhysAddress = ".1.3.6.1.2.1.2.2.1.6"
    static let ifHCInOctets = ".1.3.6.1.2.1.31.1.1.1.6"
    static let snmpInBadCommunityNames = ".1.3.6.1.2.1.11.4.0"
    static let snmpEngineID = ".1.3.6.1.6.3.10.2.1.1.0"
    static let usmStatsWrongDigests = ".1.3.6.1.6.3.15.1.1.5.0"
    static let usmStatsNotInTimeWindows = ".1.3.6.1.6.3.15.1.1.2.0"
    static let usmStatsUnknownUserNames = ".1.3.6.1.6.3.15.1.1.3.0"
    /// The root of our modules, as the settings have it by default.
    static let root = ".1.3.6.1.4.1.8072.9999.9999"
    /// The vendor's tree.
    static let vendor = ".1.3.6.1.4.1.27614"
    /// The notifications of IPDECT-ALARM-MIB.
    static let notifications = root + ".2.4.0"
    /// The objects that they carry.
    static let notice = root + ".2.4.1.6"
}
