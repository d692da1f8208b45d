import NetworkValues

/// What is known of the engines of devices, and the keys of users at them. The library holds their times.
struct SNMPEngines {
    private struct UserKey: Hashable {
        var credentials: SNMPCredentials
        var engineID: [UInt8]
    }

    private var engineIDs: [SNMPEndpoint: [UInt8]] = [:]
    private var endpoints: [[UInt8]: Set<SNMPEndpoint>] = [:]
    private var masters: [SNMPCredentials: SNMPMasterKeys] = [:]
    private var users: [UserKey: SNMPUser] = [:]

    /// Devices, users and master keys that are kept; beyond, some are made anew.
    static let limit = 8192
    static let mastersLimit = 256

    /// Devices whose engine ID is known.
    var count: Int { engineIDs.count }

    /// The engine ID of a device, as it told.
    func engineID(of endpoint: SNMPEndpoint) -> [UInt8]? { engineIDs[endpoint] }

    /// Keeps the engine ID of a device.
    mutating func keep(_ engineID: [UInt8], of endpoint: SNMPEndpoint) {
        guard engineIDs[endpoint] != engineID else { return }
        forget(endpoint)
        if engineIDs.count >= Self.limit, let some = engineIDs.keys.first { forget(some) }
        engineIDs[endpoint] = engineID
        endpoints[engineID, default: []].insert(endpoint)
    }

    /// Forgets a device; returns the engine ID that it had.
    @discardableResult
    mutating func forget(_ endpoint: SNMPEndpoint) -> [UInt8]? {
        guard let engineID = engineIDs.removeValue(forKey: endpoint) else { return nil }
        endpoints[engineID]?.remove(endpoint)
        if endpoints[engineID]?.isEmpty == true { endpoints[engineID] = nil }
        return engineID
    }

    /// Whether a device has this engine ID.
    func knows(_ engineID: [UInt8], at address: IPAddress?) -> Bool {
        guard let endpoints = endpoints[engineID] else { return false }
        guard let address else { return true }
        return endpoints.contains { $0.address == address }
    }

    /// The user of some credentials at an engine, with his keys.
    mutating func user(_ credentials: SNMPCredentials, at engineID: [UInt8]) throws(SNMPLibraryError) -> SNMPUser {
        let key = UserKey(credentials: credentials, engineID: engineID)
        if let user = users[key] { return user }
        if masters.count >= Self.mastersLimit { masters.removeAll() }
        let master: SNMPMasterKeys
        if let kept = masters[credentials] {
            master = kept
        } else {
            master = try SNMPMasterKeys(credentials)
            masters[credentials] = master
        }
        if users.count >= Self.limit { users.removeAll() }
        let user = try SNMPUser(master, name: credentials.user, engineID: engineID)
        users[key] = user
        return user
    }
}
