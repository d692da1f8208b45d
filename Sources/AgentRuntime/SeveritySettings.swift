public import Faults
public import Settings

/// How serious faults are to the operator, where that differs from the catalogue (manual 4.8.6).
public struct SeveritySettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "FAULT0"
    /// What the module is for.
    public static let summary = "Says how serious faults are, where that differs from the devices' own view."
    /// The module's options.
    public static let options = Seriousness.allCases.map { seriousness in
        SettingsOption(
            name: "\(seriousness)", kind: .list(of: .text),
            help: "Codes of faults, such as 0x00030204, that count as \(seriousness)"
                + (seriousness == .disabled ? ": nobody is told of them." : "."),
            manualSection: "4.8.6")
    }

    /// The codes with another seriousness than the catalogue's.
    public var overrides: [FaultCode: Seriousness]

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        overrides = [:]
        for seriousness in Seriousness.allCases {
            let option = "\(seriousness)"
            for text in values.texts(option) {
                guard let code = FaultCode(text: text), FaultCatalogue.definition(of: code) != nil else {
                    throw SettingsError(
                        .invalidValue, "expected the code of a fault, such as 0x00030204, got \(text)", option: option)
                }
                if let other = overrides[code] {
                    throw SettingsError(
                        .invalidValue, "\(text) is in /\(option) and in /\(other): it can only be in one",
                        option: option)
                }
                overrides[code] = seriousness
            }
        }
    }

    /// The severity map that these settings make.
    public var map: SeverityMap {
        var map = SeverityMap()
        for (code, seriousness) in overrides { map.set(seriousness, for: code) }
        return map
    }

    /// The document in which `code` counts as `seriousness`, or as the catalogue says for `nil`.
    func applied(
        to document: SettingsDocument, _ code: FaultCode, _ seriousness: Seriousness?
    ) throws(SettingsError) -> SettingsDocument {
        var document = document
        for (option, codes) in lists(setting: code, to: seriousness) {
            document = try document.changing(
                module: Self.name, option: option, to: codes.isEmpty ? .none : .text(codes.joined(separator: ",")))
        }
        return document
    }

    /// The values of each option when `code` counts as `seriousness`, or as the catalogue says for `nil`.
    func lists(setting code: FaultCode, to seriousness: Seriousness?) -> [(option: String, codes: [String])] {
        var changed = overrides
        changed[code] = seriousness
        return Seriousness.allCases.map { option in
            let codes = changed.filter { $0.value == option }.keys.sorted()
            return ("\(option)", codes.map { "\($0)" })
        }
    }
}

extension FaultCode {
    /// A code from text: hexadecimal behind `0x`, else decimal.
    init?(text: String) {
        let value = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
        guard let value else { return nil }
        self.init(rawValue: value)
    }
}
