public import NetworkValues

/// The checked values of one module or instance. Asking for an option that the module does not declare, or as another
/// kind than declared, is a mistake in the program and stops it.
public struct ModuleValues: Sendable {
    /// One option as the file gives it: its values (several for a repeated list) and its line.
    struct Given: Hashable, Sendable {
        var values: [String?]
        var line: Int
    }

    /// The module's name, with its number if it is an instance, such as `SNMP0-USER2`.
    public let name: String
    /// The number of the instance; `nil` for a module that stands once.
    public let instance: Int?
    private let values: [String: SettingsValue]
    private let given: Set<String>
    private let kinds: [String: SettingsOption.Kind]

    /// Checks what a file gives against the module's options. Throws the first refusal, with its line.
    init<Module: SettingsModule>(
        of module: Module.Type, name: String, instance: Int?, given: [String: Given]
    ) throws(SettingsError) {
        self.name = name
        self.instance = instance
        self.given = Set(given.keys)
        kinds = Dictionary(module.options.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
        var values: [String: SettingsValue] = [:]
        for option in module.options {
            let stated = given[option.name]
            guard stated != nil || option.default != nil else {
                guard !option.isRequired else {
                    throw SettingsError(
                        .missingOption, "\(name) needs /\(option.name): \(option.kind)", option: option.name)
                }
                continue
            }
            do throws(SettingsValueError) {
                values[option.name] = try option.check(stated?.values ?? [option.default])
            } catch {
                throw SettingsError(
                    .invalidValue, "\(name) \(error.message)", option: option.name, line: stated?.line ?? 0,
                    suggestion: error.suggestion)
            }
        }
        self.values = values
    }

    /// Whether the file gives the option, rather than its default.
    public func isGiven(_ option: String) -> Bool { given.contains(option) }

    /// Whether the flag is set.
    public func flag(_ option: String) -> Bool { value(option) == .flag }

    /// The text or the chosen word (spelt as declared); `nil` when neither given nor defaulted.
    public func text(_ option: String) -> String? {
        guard case .text(let text)? = value(option) else { return nil }
        return text
    }

    /// The secret; `nil` when neither given nor defaulted.
    public func secret(_ option: String) -> Secret? {
        guard case .secret(let secret)? = value(option) else { return nil }
        return secret
    }

    /// The number; `nil` when neither given nor defaulted.
    public func integer(_ option: String) -> Int? {
        guard case .integer(let number)? = value(option) else { return nil }
        return number
    }

    /// The address; `nil` when neither given nor defaulted.
    public func address(_ option: String) -> IPAddress? {
        guard case .address(let address)? = value(option) else { return nil }
        return address
    }

    /// The endpoint; `nil` when neither given nor defaulted.
    public func endpoint(_ option: String) -> SettingsEndpoint? {
        guard case .endpoint(let endpoint)? = value(option) else { return nil }
        return endpoint
    }

    /// The network; `nil` when neither given nor defaulted.
    public func network(_ option: String) -> IPNetwork? {
        guard case .network(let network)? = value(option) else { return nil }
        return network
    }

    /// The octets; `nil` when neither given nor defaulted.
    public func octets(_ option: String) -> [UInt8]? {
        guard case .octets(let octets)? = value(option) else { return nil }
        return octets
    }

    /// The texts or chosen words of a list; empty when neither given nor defaulted.
    public func texts(_ option: String) -> [String] {
        list(option).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    /// The secrets of a list; empty when neither given nor defaulted.
    public func secrets(_ option: String) -> [Secret] {
        list(option).compactMap { if case .secret(let secret) = $0 { secret } else { nil } }
    }

    /// The numbers of a list; empty when neither given nor defaulted.
    public func integers(_ option: String) -> [Int] {
        list(option).compactMap { if case .integer(let number) = $0 { number } else { nil } }
    }

    /// The addresses of a list; empty when neither given nor defaulted.
    public func addresses(_ option: String) -> [IPAddress] {
        list(option).compactMap { if case .address(let address) = $0 { address } else { nil } }
    }

    /// The endpoints of a list; empty when neither given nor defaulted.
    public func endpoints(_ option: String) -> [SettingsEndpoint] {
        list(option).compactMap { if case .endpoint(let endpoint) = $0 { endpoint } else { nil } }
    }

    /// The networks of a list; empty when neither given nor defaulted.
    public func networks(_ option: String) -> [IPNetwork] {
        list(option).compactMap { if case .network(let network) = $0 { network } else { nil } }
    }

    /// The octets of each element of a list; empty when neither given nor defaulted.
    public func octetLists(_ option: String) -> [[UInt8]] {
        list(option).compactMap { if case .octets(let octets) = $0 { octets } else { nil } }
    }

    private func value(_ option: String) -> SettingsValue? {
        precondition(kinds[option] != nil, "\(name) declares no option /\(option)")
        return values[option]
    }

    private func list(_ option: String) -> [SettingsValue] {
        guard case .list(let elements)? = value(option) else { return [] }
        return elements
    }
}
