// Run by mongosh in the container mongodb-init. Safe to run again.
/* global connect, process, sleep, print */
const members = ['mongodb1', 'mongodb2', 'mongodb3'];
const root = `root:${encodeURIComponent(process.env.ROOT_PASSWORD)}`;

// A new member answers its health check while it still makes its first user and cannot be reached from here.
function connectPatiently(uri, tries = 60) {
  try {
    return connect(uri);
  } catch (error) {
    if (tries === 0) throw error;
    sleep(2000);
    return connectPatiently(uri, tries - 1);
  }
}

const first = connectPatiently(`mongodb://${root}@mongodb1:27017/admin?directConnection=true`);
try {
  first.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  const config = { _id: 'rs0', members: members.map((name, index) => ({ _id: index, host: `${name}:27017` })) };
  first.adminCommand({ replSetInitiate: config });
  print('The replica set rs0 is initiated.');
}

for (let tries = 0; !first.hello().primary; tries += 1) {
  if (tries > 120) throw new Error('No primary was elected within two minutes.');
  sleep(1000);
}

const set = connectPatiently(`mongodb://${root}@${members.join(',')}/admin?replicaSet=rs0`);
const application = set.getSiblingDB('xinfu');
const user = { pwd: process.env.APP_PASSWORD, roles: [{ role: 'readWrite', db: 'xinfu' }] };
if (application.getUser('xinfu')) application.updateUser('xinfu', user);
else application.createUser({ user: 'xinfu', ...user });
print('The application user is ready.');
