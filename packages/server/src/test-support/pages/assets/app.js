document.title = 'Branchline';
