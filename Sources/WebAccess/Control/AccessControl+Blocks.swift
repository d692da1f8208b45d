import NetworkValues

extension AccessControl {
    /// How many places cannot log in to an account now because of failures, all strangers counted as one, and for how many
    /// seconds the last of them cannot.
    public func blocks(of account: Account) -> (sources: Int, seconds: Int) {
        let time = now()
        let cut = LockOut.Key(name: account.name, source: nil).name
        return withState { state in
            let waits = state.memory.lockOut.entries.compactMap { key, entry -> Int64? in
                guard key.name == cut else { return nil }
                let block = LockOut.block(entry.failures, isForStrangers: key.source == nil)
                let wait = min(block, block - time.milliseconds(since: entry.lastFailure))
                return wait > 0 ? wait : nil
            }
            return (waits.count, Int(((waits.max() ?? 0) + 999) / 1000))
        }
    }
}
