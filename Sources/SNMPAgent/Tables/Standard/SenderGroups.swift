import SNMPProtocol
import Synchronization

/// usmUserTable of SNMP-USER-BASED-SM-MIB (RFC 3414 5): the users and their protocols. Keys are never shown, and cannot be
/// changed this way.
final class UserTableGroup: MIBGroup {
    let name = "SNMP-USER-BASED-SM-MIB users"
    let prefix: [UInt32] = [1, 3, 6, 1, 6, 3, 15, 1, 2]

    private let lock: TableLayout
    private let users: TableLayout
    private let engineID: [UInt8]
    private let kept = Mutex<(policy: AccessPolicy, segments: [MIBSegment])?>(nil)

    init(engineID: [UInt8]) {
        self.engineID = engineID
        lock = TableLayout(entry: prefix, columns: [1])
        users = TableLayout(entry: prefix + [2, 1], columns: 3...13)
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let policy = source.policy
        return kept.withLock { kept in
            if let kept, kept.policy === policy { return kept.segments }
            var builder = TableBuilder(users)
            for user in policy.users {
                builder.row(TableIndex.octets(engineID) + TableIndex.octets(user.name), revision: 0) { row in
                    row.octetString(3, user.name)
                    row.oid(4, [0, 0])
                    row.oid(5, user.authenticationID)
                    for column: UInt32 in [6, 7] { row.octetString(column, [UInt8]()) }
                    row.oid(8, user.privacyID)
                    for column: UInt32 in [9, 10, 11] { row.octetString(column, [UInt8]()) }
                    row.configured(12)
                }
            }
            let segments: [MIBSegment] = [
                .scalars(ScalarGroup(lock, revision: 0) { $0.integer(1, 0) }), .table(builder.table()),
            ]
            kept = (policy, segments)
            return segments
        }
    }
}

/// snmpCommunityTable of SNMP-COMMUNITY-MIB (RFC 3584 5.3). A community works like a password: its row has the name that the
/// settings give it as index, and no snmpCommunityName.
final class CommunityTableGroup: MIBGroup {
    let name = "SNMP-COMMUNITY-MIB"
    let prefix: [UInt32] = [1, 3, 6, 1, 6, 3, 18, 1, 1]

    private let communities: TableLayout
    private let engineID: [UInt8]
    private let kept = Mutex<(policy: AccessPolicy, segments: [MIBSegment])?>(nil)

    init(engineID: [UInt8]) {
        self.engineID = engineID
        communities = TableLayout(entry: prefix + [1], columns: 3...8)
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let policy = source.policy
        return kept.withLock { kept in
            if let kept, kept.policy === policy { return kept.segments }
            var builder = TableBuilder(communities)
            for community in policy.communities {
                // snmpCommunityIndex is IMPLIED: its length does not stand in front.
                builder.row(community.securityName.utf8.map(UInt32.init), revision: 0) { row in
                    row.octetString(3, community.securityName, limit: 32)
                    row.octetString(4, engineID)
                    row.octetString(5, [UInt8]())
                    row.octetString(6, [UInt8]())
                    row.configured(7)
                }
            }
            let segments: [MIBSegment] = [.table(builder.table())]
            kept = (policy, segments)
            return segments
        }
    }
}

extension LocalizedUser {
    /// usmUserAuthProtocol (RFC 3414 6.1, RFC 7860 4.2).
    var authenticationID: [UInt32] {
        let root: [UInt32] = [1, 3, 6, 1, 6, 3, 10, 1, 1]
        return switch authentication {
        case nil: root + [1]
        case .md5?: root + [2]
        case .sha1?: root + [3]
        case .sha224?: root + [4]
        case .sha256?: root + [5]
        case .sha384?: root + [6]
        case .sha512?: root + [7]
        }
    }

    /// usmUserPrivProtocol (RFC 3414 6.2, RFC 3826 1.3). The longer keys of AES have no standard: these are the numbers that
    /// Net-SNMP gives them, and for Cisco's way of making keys longer Cisco's.
    var privacyID: [UInt32] {
        let root: [UInt32] = [1, 3, 6, 1, 6, 3, 10, 1, 2]
        guard let privacy else { return root + [1] }
        let own: [UInt32] = [1, 3, 6, 1, 4, 1, 14832, 1]
        let cisco: [UInt32] = [1, 3, 6, 1, 4, 1, 9, 12, 6, 1]
        return switch (privacy.algorithm, privacy.keyExtension) {
        case (.des, _): root + [2]
        case (.aes128, _): root + [4]
        case (.aes192, .blumenthal): own + [3]
        case (.aes256, .blumenthal): own + [4]
        case (.aes192, .reeder): cisco + [1]
        case (.aes256, .reeder): cisco + [2]
        }
    }
}
