import Foundation
import NetworkValues

/// The chains that were not accepted: one for each peer certificate and reason, and not more than a hundred; the one that
/// was not seen for the longest gives way.
struct RejectedCertificates: Sendable {
    /// The most chains that are kept.
    static let limit = 100
    /// The most octets that are kept of one chain.
    static let chainBytes = 65_536

    /// The chains, by number.
    private(set) var chains: [RejectedChain] = []
    private var lastID = 0

    init() {}

    /// Notes a chain. Returns whether it is new; `nil` for a chain without certificates.
    mutating func note(
        _ chain: [Certificate], _ reason: CertificateRejection, peer: String, purpose: String, at now: Timestamp
    ) -> Bool? {
        guard let leaf = chain.first else { return nil }
        let peer = String(peer.prefix(256))
        let purpose = String(purpose.prefix(256))
        if let index = chains.firstIndex(where: { $0.reason == reason && $0.chain.first == leaf }) {
            chains[index].peer = peer
            chains[index].purpose = purpose
            chains[index].lastSeen = now
            chains[index].count += 1
            return false
        }
        if chains.count >= Self.limit,
            let oldest = chains.indices.min(by: { chains[$0].lastSeen < chains[$1].lastSeen })
        {
            chains.remove(at: oldest)
        }
        var bytes = 0
        let kept = chain.prefix(Certificate.chainLimit).prefix { certificate in
            bytes += certificate.der.count
            return bytes <= Self.chainBytes
        }
        lastID += 1
        chains.append(
            RejectedChain(
                id: lastID, chain: Array(kept), reason: reason, peer: peer, purpose: purpose, firstSeen: now,
                lastSeen: now, count: 1))
        return true
    }

    /// Removes the chains that a certificate stands at the head of, and one by its number.
    mutating func remove(id: Int, and certificate: Certificate) {
        chains.removeAll { $0.id == id || $0.chain.first == certificate }
    }

    /// Removes all chains. Their numbers are not used again.
    mutating func removeAll() { chains = [] }
}

extension RejectedCertificates {
    private struct File: Codable {
        var lastID: Int
        var chains: [Entry]
    }

    private struct Entry: Codable {
        var id: Int
        var reason: CertificateRejection
        var peer: String
        var purpose: String
        var firstSeen: Int64
        var lastSeen: Int64
        var count: UInt64
        var chain: [Data]
    }

    /// All of it as JSON.
    var file: [UInt8] {
        get throws(TLSError) {
            let entries = chains.map {
                Entry(
                    id: $0.id, reason: $0.reason, peer: $0.peer, purpose: $0.purpose,
                    firstSeen: $0.firstSeen.milliseconds, lastSeen: $0.lastSeen.milliseconds, count: $0.count,
                    chain: $0.chain.map { Data($0.der) })
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            do {
                return Array(try encoder.encode(File(lastID: lastID, chains: entries)))
            } catch {
                throw TLSError(.storage, "the rejected certificates cannot be written as JSON: \(error)")
            }
        }
    }

    /// Reads what `file` gave. Throws for anything else.
    init(file: [UInt8]) throws(TLSError) {
        let read: File
        do {
            read = try JSONDecoder().decode(File.self, from: Data(file))
        } catch {
            throw TLSError(.malformed, "the list of rejected certificates is damaged")
        }
        for entry in read.chains.prefix(Self.limit) {
            var chain: [Certificate] = []
            for der in entry.chain { chain.append(try Certificate(der: Array(der))) }
            guard !chain.isEmpty, entry.id > (chains.last?.id ?? 0) else {
                throw TLSError(.malformed, "the list of rejected certificates is damaged")
            }
            chains.append(
                RejectedChain(
                    id: entry.id, chain: chain, reason: entry.reason, peer: entry.peer, purpose: entry.purpose,
                    firstSeen: Timestamp(milliseconds: entry.firstSeen),
                    lastSeen: Timestamp(milliseconds: entry.lastSeen), count: entry.count))
        }
        lastID = max(read.lastID, chains.last?.id ?? 0)
    }
}
