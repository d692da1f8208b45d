/// A group of users, communities and owners of certificates that may do the same (RFC 3415 2.1). Several of the same name
/// make one group, with a row of vacmAccessTable each.
public struct SNMPGroup: Hashable, Sendable {
    /// The group's name, 1 to 32 octets.
    public var name: String
    /// The names of the users in it.
    public var users: [String]
    /// The security names of the communities in it.
    public var communities: [String]
    /// The names in it to which certificates are mapped, without the transport's prefix.
    public var certified: [String]
    /// The least protection of a message for which this holds.
    public var level: SecurityLevel
    /// The name of the view that may be read.
    public var view: String
    /// The name of the view that may be written; communities write nothing.
    public var writeView: String
    /// The name of the view whose objects may be sent in notifications.
    public var notifyView: String

    /// Makes a group.
    public init(
        name: String, users: [String] = [], communities: [String] = [], certified: [String] = [],
        level: SecurityLevel, view: String = MIBView.all.name, writeView: String = MIBView.none.name,
        notifyView: String = MIBView.all.name
    ) {
        self.name = name
        self.users = users
        self.communities = communities
        self.certified = certified
        self.level = level
        self.view = view
        self.writeView = writeView
        self.notifyView = notifyView
    }
}
