/// What may be sent to whom (RFC 3413 3.3, RFC 3415 3.2).
extension AccessPolicy {
    /// The view whose objects may be sent to a receiver, by the group of its user or community; `nil` when nothing limits it: a
    /// community that the agent does not answer to is in no group.
    func notifyView(of target: NotificationTarget) -> CompiledView? {
        switch target.version {
        case .v1(let community), .v2c(let community):
            return communities.first { $0.name.elementsEqual(community.utf8) }?.notify
        case .v3(let name):
            guard let user = users.first(where: { $0.name.elementsEqual(name.utf8) }) else { return nil }
            return user.access(at: target.securityLevel)?.notify ?? .nothing
        }
    }
}

extension CompiledView {
    /// Whether a notification may be sent: its name and those of all its variables are in the view. The two variables that
    /// every notification begins with do not count.
    func shows(_ content: NotificationContent) -> Bool {
        isEverything || (contains(content.name) && content.variables.allSatisfy { contains($0.name) })
    }

    private func contains(_ name: [UInt32]) -> Bool {
        name.withUnsafeBufferPointer { name in name.baseAddress.map { contains($0, count: name.count) } ?? false }
    }
}
