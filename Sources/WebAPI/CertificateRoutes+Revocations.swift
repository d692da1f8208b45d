import Hummingbird
import Settings
import TLSKit
import WebServer

extension CertificateRoutes {
    /// What shows, takes and discards revocation lists.
    func addRevocations(to group: RouterGroup<WebContext>) {
        group.get("revocations") { _, _ in try JSON.response(store.revocations.map { RevocationListView($0) }) }
        group.post("revocations") { request, _ in
            let octets = try await request.octets(upTo: RevocationList.maximumBytes)
            return try await changeRevocations { try store.importRevocations(octets) }
        }
        group.delete("revocations") { _, _ in
            try await changeRevocations { try store.clearRevocations() }
        }
    }

    /// Does what changes the revocation lists, tells of it, and answers with it.
    private func changeRevocations(_ body: () async throws -> Void) async throws -> Response {
        let before = store.revocations
        try await attempt(body)
        let change = RevocationChangeView(from: before, to: store.revocations)
        for list in change.added {
            await changed("revocation list of \(list.issuer) taken, of \(list.thisUpdate), revoked: \(list.revoked)")
        }
        let replaced = Set(change.added.map(\.issuer))
        for list in change.removed where !replaced.contains(list.issuer) {
            await changed("revocation list of \(list.issuer) discarded")
        }
        return try JSON.response(change)
    }
}
